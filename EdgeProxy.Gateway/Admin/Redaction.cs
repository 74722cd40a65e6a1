using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Admin;

/// <summary>
/// Takes secrets out of a configuration that is shown, as Envoy writes <c>[redacted]</c> for its sensitive fields. Values that are set on requests go upstream, where
/// they are mostly credentials: all of them are taken out but for those that are variables alone. Of other values those are whose name says what they are.
/// </summary>
internal static class Redaction
{
    public const string Mask = "[redacted]";

    private static readonly string[] SecretWords =
        ["auth", "cookie", "token", "secret", "password", "passwd", "key", "credential", "session", "signature", "jwt", "cert"];

    public static GatewayConfig Apply(GatewayConfig config)
    {
        config = config.WithManagers(manager => manager with
        {
            HeaderChanges = Apply(manager.HeaderChanges),
            HttpFilters = [.. manager.HttpFilters.Select(filter => filter with { Settings = filter.Settings.WithoutSecrets() })],
            RouteFilters = Apply(manager.RouteFilters),
            VirtualHosts = [.. manager.VirtualHosts.Select(Apply)],
        });
        return config with
        {
            Listeners = [.. config.Listeners.Select(Apply)],
            Clusters = [.. config.Clusters.Select(cluster => cluster.Tls is { Certificate: { } certificate } tls
                ? cluster with { Tls = tls with { Certificate = Apply(certificate) } }
                : cluster)],
        };
    }

    public static VirtualHostConfig Apply(VirtualHostConfig host) => host with
    {
        HeaderChanges = Apply(host.HeaderChanges),
        Filters = Apply(host.Filters),
        Routes = [.. host.Routes.Select(Apply)],
    };

    private static ListenerConfig Apply(ListenerConfig listener) => listener.HasTls
        ? listener with
        {
            FilterChains = [.. listener.FilterChains.Select(Apply)],
            DefaultFilterChain = listener.DefaultFilterChain is { } last ? Apply(last) : null,
        }
        : listener;

    private static FilterChainConfig Apply(FilterChainConfig chain) =>
        chain.Tls is { } tls ? chain with { Tls = tls with { Certificates = [.. tls.Certificates.Select(Apply)] } } : chain;

    /// <summary>A key that is written out; a chain may have one too.</summary>
    private static CertificateConfig Apply(CertificateConfig certificate) => certificate with
    {
        Chain = certificate.Chain.Text is null ? certificate.Chain : new PemConfig(null, Mask),
        Key = certificate.Key is { Text: not null } ? new PemConfig(null, Mask) : certificate.Key,
    };

    private static RouteConfig Apply(RouteConfig route) => route with
    {
        HeaderChanges = Apply(route.HeaderChanges),
        Filters = Apply(route.Filters),
        Match = route.Match with
        {
            Headers = [.. route.Match.Headers.Select(Apply)],
            QueryParameters = [.. route.Match.QueryParameters.Select(Apply)],
        },
        Action = route.Action is ForwardActionConfig forward
            ? forward with { Clusters = [.. forward.Clusters.Select(cluster => cluster with { HeaderChanges = Apply(cluster.HeaderChanges) })] }
            : route.Action,
    };

    private static ValueList<RouteFilterConfig> Apply(ValueList<RouteFilterConfig> filters) =>
        [.. filters.Select(filter => filter with { Settings = filter.Settings?.WithoutSecrets() })];

    private static HeaderChangesConfig Apply(HeaderChangesConfig changes) => changes with
    {
        RequestHeadersToAdd = [.. changes.RequestHeadersToAdd.Select(header => IsVariable(header.Value) ? header : header with { Value = Mask })],
        ResponseHeadersToAdd = [.. changes.ResponseHeadersToAdd.Select(header => IsSecret(header.Name) && !IsVariable(header.Value) ? header with { Value = Mask } : header)],
    };

    private static ValueMatchConfig Apply(ValueMatchConfig match) =>
        match.Value.Length > 0 && IsSecret(match.Name) ? match with { Value = Mask } : match;

    private static bool IsSecret(string name) => SecretWords.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase));

    /// <summary>One operator alone, such as <c>%REQ(x)%</c>, whose value comes with each request.</summary>
    private static bool IsVariable(string value) => value.Length > 2 && value[0] == '%' && value.IndexOf('%', 1) == value.Length - 1;
}
