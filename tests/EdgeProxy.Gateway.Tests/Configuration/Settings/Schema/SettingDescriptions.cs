using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Tests.Configuration.Settings.Schema;

/// <summary>Says what a setting means: the comment of the property that takes it, or the words here where none has its name.</summary>
internal sealed class SettingDescriptions
{
    private static readonly Dictionary<string, Type> Types = new()
    {
        ["Edge"] = typeof(GatewayConfig),
        ["Edge:Listener"] = typeof(ConnectionManagerConfig),
        ["Edge:Listener:Http2"] = typeof(Http2Config),
        ["Edge:Listener:RateLimit"] = typeof(RateLimitConfig),
        ["Edge:Listener:Tls"] = typeof(TlsConfig),
        ["Edge:Admin"] = typeof(AdminConfig),
        ["Edge:AccessLog"] = typeof(AccessLogConfig),
        ["Edge:Drain"] = typeof(DrainOptions),
        ["Edge:Dns"] = typeof(DnsOptions),
        ["ReverseProxy:Routes:*"] = typeof(ForwardActionConfig),
        ["ReverseProxy:Routes:*:Match"] = typeof(RouteMatchConfig),
        ["ReverseProxy:Routes:*:Match:Headers:*"] = typeof(ValueMatchConfig),
        ["ReverseProxy:Routes:*:Match:QueryParameters:*"] = typeof(ValueMatchConfig),
        ["ReverseProxy:Routes:*:Retry"] = typeof(RetryPolicyConfig),
        ["ReverseProxy:Routes:*:Cors"] = typeof(CorsConfig),
        ["ReverseProxy:Routes:*:Redirect"] = typeof(RedirectActionConfig),
        ["ReverseProxy:Routes:*:DirectResponse"] = typeof(DirectResponseConfig),
        ["ReverseProxy:Routes:*:RegexRewrite"] = typeof(RegexRewriteConfig),
        ["ReverseProxy:Routes:*:HashPolicies:*"] = typeof(HashPolicyConfig),
        ["ReverseProxy:Clusters:*"] = typeof(ClusterConfig),
        ["ReverseProxy:Clusters:*:Destinations:*"] = typeof(EndpointConfig),
        ["ReverseProxy:Clusters:*:CircuitBreakers"] = typeof(CircuitBreakersConfig),
        ["ReverseProxy:Clusters:*:HealthCheck:Active"] = typeof(HealthCheckConfig),
        ["ReverseProxy:Clusters:*:OutlierDetection"] = typeof(OutlierDetectionConfig),
        ["ReverseProxy:Clusters:*:HttpClient"] = typeof(UpstreamTlsConfig),
    };

    private static readonly Dictionary<string, string> Names = new()
    {
        ["Edge:Listener:WebSockets"] = nameof(ConnectionManagerConfig.AllowWebSockets),
        ["ReverseProxy:Routes:*:WebSockets"] = nameof(ForwardActionConfig.AllowWebSockets),
        ["ReverseProxy:Routes:*:Match:Grpc"] = nameof(RouteMatchConfig.GrpcOnly),
        ["ReverseProxy:Routes:*:Redirect:Https"] = nameof(RedirectActionConfig.HttpsRedirect),
        ["ReverseProxy:Routes:*:Retry"] = nameof(ForwardActionConfig.RetryPolicy),
        ["ReverseProxy:Clusters:*:LoadBalancingPolicy"] = nameof(ClusterConfig.LbPolicy),
    };

    private static readonly Dictionary<string, string> Words = new()
    {
        ["Edge:Listener:Name"] = "The name that /listeners shows; the TLS listener beside it gets the suffix _tls.",
        ["Edge:Listener:MaxConnections"] = "The most client connections of each listener at once; 0 for no limit.",
        ["Edge:Listener:Tls"] = "A TLS listener beside the cleartext one, with the same routes.",
        ["Edge:Listener:ShedsLoadNearMemoryLimit"] = "Gives memory back at 95 % of the limit and refuses requests at 98 %.",
        ["ReverseProxy"] = "YARP's section: routes and clusters.",
        ["ReverseProxy:Routes"] = "The routes by name; the first that matches wins, by Order and then by place in the file.",
        ["ReverseProxy:Routes:*"] = "A route.",
        ["ReverseProxy:Routes:*:Order"] = "Lower is asked first.",
        ["ReverseProxy:Routes:*:ClusterId"] = "The cluster that requests go to.",
        ["ReverseProxy:Routes:*:WeightedClusters"] = "Several clusters with their weights, instead of ClusterId.",
        ["ReverseProxy:Routes:*:WeightedClusters:*"] = "The weight of this cluster.",
        ["ReverseProxy:Routes:*:Match"] = "Which requests the route takes.",
        ["ReverseProxy:Routes:*:Match:Hosts"] = "The hosts; none for all.",
        ["ReverseProxy:Routes:*:Match:Prefix"] = "A case-sensitive prefix of the target as it was sent, without its query: /pong takes /pongfoo too.",
        ["ReverseProxy:Routes:*:Match:Regex"] = "An expression for the whole path, run without backtracking.",
        ["ReverseProxy:Routes:*:Match:Path"] = "A whole path, or one that ends in /{**rest} for all below it.",
        ["ReverseProxy:Routes:*:Cors"] = "CORS.",
        ["ReverseProxy:Routes:*:Redirect"] = "Answers with a redirect, instead of a cluster.",
        ["ReverseProxy:Routes:*:DirectResponse"] = "Answers itself, instead of a cluster.",
        ["ReverseProxy:Routes:*:RequestHeaders"] = "Changes of the headers that go upstream.",
        ["ReverseProxy:Routes:*:ResponseHeaders"] = "Changes of the headers that go to the client.",
        ["ReverseProxy:Routes:*:Retry:On"] = "What is retried, comma between: safe, connect-failure, reset, gateway-error, 5xx, retriable-4xx, refused-stream, retriable-status-codes, and gRPC's cancelled, deadline-exceeded, internal, resource-exhausted, unavailable.",
        ["ReverseProxy:Routes:*:Retry:Enabled"] = "False turns every retry off, the safe one too.",
        ["ReverseProxy:Routes:*:Metadata"] = "YARP's; not used.",
        ["ReverseProxy:Clusters:*:HttpClient:TrustedCaFile"] = "A PEM file with the authorities to trust; without it any certificate is accepted, as in Envoy.",
        ["ReverseProxy:Clusters"] = "The clusters by name.",
        ["ReverseProxy:Clusters:*"] = "A cluster: hosts that do the same.",
        ["ReverseProxy:Clusters:*:Metadata"] = "YARP's; not used.",
        ["ReverseProxy:Clusters:*:Destinations"] = "Its addresses by name; every address that a name resolves to is a host.",
        ["ReverseProxy:Clusters:*:Destinations:*"] = "An address.",
        ["ReverseProxy:Clusters:*:Destinations:*:Address"] = "http://host:port or https://host:port.",
        ["ReverseProxy:Clusters:*:Destinations:*:Health"] = "An address whose port is probed.",
        ["ReverseProxy:Clusters:*:Destinations:*:Metadata"] = "YARP's; not used.",
        ["ReverseProxy:Clusters:*:HttpRequest"] = "The protocol to the hosts.",
        ["ReverseProxy:Clusters:*:HttpRequest:Version"] = "2 speaks HTTP/2 to the hosts, as gRPC needs.",
        ["ReverseProxy:Clusters:*:HttpRequest:VersionPolicy"] = "YARP's; the version is always exact.",
        ["ReverseProxy:Clusters:*:HttpClient"] = "TLS to the hosts, where their addresses are https.",
        ["ReverseProxy:Clusters:*:HealthCheck"] = "Checks of the hosts.",
        ["ReverseProxy:Clusters:*:HealthCheck:Active"] = "Probes the hosts.",
        ["ReverseProxy:Clusters:*:HealthCheck:Active:Enabled"] = "True where another key of the section is set.",
        ["ReverseProxy:Clusters:*:HealthCheck:Active:Policy"] = "YARP's; consecutive failures and successes decide.",
        ["ReverseProxy:Clusters:*:HealthCheck:Active:Query"] = "The query of the probe: ?deep=true.",
        ["ReverseProxy:Clusters:*:HealthCheck:Passive"] = "YARP's way to turn outlier detection on.",
        ["ReverseProxy:Clusters:*:HealthCheck:Passive:Enabled"] = "Turns outlier detection on with its defaults.",
        ["ReverseProxy:Clusters:*:HealthCheck:Passive:ReactivationPeriod"] = "The same as OutlierDetection:BaseEjectionTime.",
        ["ReverseProxy:Clusters:*:OutlierDetection:Enabled"] = "True where another key of the section is set.",
        ["Edge"] = "The settings of the whole gateway.",
        ["Edge:Profile"] = "Hardened takes the values of Envoy's edge checklist; single settings still win.",
        ["Edge:SafeRetry"] = "One retry, to another host only, of what can never do a thing twice.",
        ["Edge:Forwarder"] = "Direct forwards to HTTP/1.1 hosts without TLS by the gateway's own codec; Yarp forwards everything by YARP and SocketsHttpHandler.",
        ["Edge:EnvoyConfig"] = "An Envoy file that replaces the ReverseProxy section.",
        ["Edge:Listener"] = "The listener of the settings, or every listener of an Envoy file.",
        ["Edge:Listener:Address"] = "The IP address to bind, instead of ASPNETCORE_URLS.",
        ["Edge:Listener:ForwardClientCertificate"] = "What becomes of x-forwarded-client-cert; by default it is not sent upstream.",
        ["Edge:Listener:Tls:CertificateFile"] = "The certificate with its chain, PEM; or a PKCS#12 file (.pfx) with the key.",
        ["Edge:Listener:Tls:KeyFile"] = "Its key, PEM; not needed where the certificate's file has it too.",
        ["Edge:Listener:Tls:Password"] = "The password of the key or of the PKCS#12 file.",
        ["Edge:Listener:Tls:Address"] = "The IP address to bind.",
        ["Edge:Listener:Port"] = "The port to bind; 0 lets the system pick one.",
        ["Edge:Listener:Tls:Port"] = "The port to bind.",
        ["Edge:Admin"] = "The admin port.",
        ["Edge:Admin:Port"] = "The port to bind.",
        ["Edge:AccessLog"] = "Writes a line for each request.",
        ["Edge:AccessLog:Format"] = "text (Envoy's default line), json, or an Envoy format string.",
        ["Edge:Drain"] = "How the gateway stops.",
        ["Edge:Dns"] = "How names are resolved.",
    };

    private static readonly Dictionary<string, string> MatchWords = new()
    {
        ["Values"] = "The value that is compared; alternatives are written as one Regex.",
        ["Mode"] = "How it is compared; without values and Mode, the name must be there.",
        ["IsCaseSensitive"] = "Compares with case.",
    };

    private static readonly Dictionary<string, string> HeaderWords = new()
    {
        ["Set"] = "Replaces these headers, or adds them.",
        ["Append"] = "Adds a value to these headers.",
        ["AddIfAbsent"] = "Adds these headers where they are absent.",
        ["Remove"] = "Removes these headers.",
        ["*"] = "The value.",
    };

    private readonly DocComments _comments = new();

    /// <summary>The description; null when there is none.</summary>
    /// <param name="path">The whole key, with <c>*</c> for any name.</param>
    public string? Of(string path)
    {
        if (Words.TryGetValue(path, out var words))
            return words;
        var (section, key) = path.LastIndexOf(':') is >= 0 and var colon ? (path[..colon], path[(colon + 1)..]) : ("", path);
        if (path.Contains(":RequestHeaders:", StringComparison.Ordinal) || path.Contains(":ResponseHeaders:", StringComparison.Ordinal))
            return HeaderWords.GetValueOrDefault(key);
        if (path.Contains(":Match:", StringComparison.Ordinal) && MatchWords.TryGetValue(key, out var ofMatch))
            return ofMatch;
        return Types.TryGetValue(section, out var type) ? _comments.Of(type, Names.GetValueOrDefault(path, key)) : null;
    }
}
