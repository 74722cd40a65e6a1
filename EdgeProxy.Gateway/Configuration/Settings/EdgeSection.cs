using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Configuration.Settings;

/// <summary>Reads the <c>Edge</c> section: everything that is said once for the whole gateway.</summary>
internal static class EdgeSection
{
    /// <summary>Names an Envoy file that takes the place of the <c>ReverseProxy</c> section.</summary>
    public const string EnvoyFileKey = "EnvoyConfig";

    public static GatewayConfig Read(SectionReader section, GatewayConfig config)
    {
        if (section.Choice("Profile", GatewayProfile.Default) == GatewayProfile.Hardened)
            config = HardenedProfile.Apply(config);
        config = config with
        {
            Listener = Listener(section.Section("Listener"), config.Listener),
            MaxConnections = section.Number("MaxConnections", config.MaxConnections, 0),
            Admin = Admin(section.Section("Admin"), config.Admin),
        };
        if (!section.Flag("SafeRetry", fallback: true))
            config = WithoutSafeRetry(config);
        var log = section.Section("AccessLog");
        if (log.Exists)
            config = config with { Listener = config.Listener with { AccessLogs = [AccessLog(log)] } };
        section.Section("Dns");
        section.Section("Drain");
        section.Text(EnvoyFileKey);
        section.End();
        return config;
    }

    private static ListenerConfig Listener(SectionReader section, ListenerConfig defaults)
    {
        var listener = defaults with
        {
            Name = section.Text("Name", defaults.Name),
            Address = Address(section, defaultPort: 30000) ?? defaults.Address,
            StatPrefix = section.Text("StatPrefix", defaults.StatPrefix),
            ServerName = section.Text("ServerName", defaults.ServerName),
            IdleTimeout = section.Time("IdleTimeout", defaults.IdleTimeout),
            StreamIdleTimeout = section.Time("StreamIdleTimeout", defaults.StreamIdleTimeout),
            RequestTimeout = section.Time("RequestTimeout", defaults.RequestTimeout),
            MaxRequestHeadersKb = section.Number("MaxRequestHeadersKb", defaults.MaxRequestHeadersKb, 1, 8192),
            MaxRequestHeadersCount = section.Number("MaxRequestHeadersCount", defaults.MaxRequestHeadersCount, 1),
            MaxConnections = section.Number("MaxConnections", defaults.MaxConnections, 0),
            UseRemoteAddress = section.Flag("UseRemoteAddress", defaults.UseRemoteAddress),
            XffNumTrustedHops = section.Number("XffNumTrustedHops", defaults.XffNumTrustedHops, 0),
            GenerateRequestId = section.Flag("GenerateRequestId", defaults.GenerateRequestId),
            PreserveExternalRequestId = section.Flag("PreserveExternalRequestId", defaults.PreserveExternalRequestId),
            NormalizePath = section.Flag("NormalizePath", defaults.NormalizePath),
            MergeSlashes = section.Flag("MergeSlashes", defaults.MergeSlashes),
            EscapedSlashes = section.Choice("EscapedSlashes", defaults.EscapedSlashes),
            HeadersWithUnderscores = section.Choice("HeadersWithUnderscores", defaults.HeadersWithUnderscores),
            AllowWebSockets = section.Flag("WebSockets", defaults.AllowWebSockets),
            BufferLimitBytes = section.Number("BufferLimitBytes", defaults.BufferLimitBytes, 1024),
            ShedsLoadNearMemoryLimit = section.Flag("ShedsLoadNearMemoryLimit", defaults.ShedsLoadNearMemoryLimit),
            MaxRequestBodyBytes = section.OptionalLong("MaxRequestBodyBytes", 0) ?? defaults.MaxRequestBodyBytes,
            RateLimit = RateLimit(section.Section("RateLimit")) ?? defaults.RateLimit,
            CompressResponses = section.Flag("CompressResponses", defaults.CompressResponses),
            RedirectToHttps = section.Flag("RedirectToHttps", defaults.RedirectToHttps),
            Tls = Tls(section.Section("Tls")) ?? defaults.Tls,
            Http2 = Http2(section.Section("Http2"), defaults.Http2),
        };
        section.End();
        return listener;
    }

    private static Http2Config Http2(SectionReader section, Http2Config defaults)
    {
        const int LeastWindow = 65_535;
        var http2 = new Http2Config
        {
            MaxConcurrentStreams = section.Number("MaxConcurrentStreams", defaults.MaxConcurrentStreams, 1),
            InitialStreamWindowSize = section.Number("InitialStreamWindowSize", defaults.InitialStreamWindowSize, LeastWindow),
            InitialConnectionWindowSize = section.Number("InitialConnectionWindowSize", defaults.InitialConnectionWindowSize, LeastWindow),
        };
        section.End();
        return http2;
    }

    private static RateLimitConfig? RateLimit(SectionReader section)
    {
        if (!section.Exists)
            return null;
        var defaults = new RateLimitConfig();
        var limit = new RateLimitConfig
        {
            MaxTokens = section.Number("MaxTokens", defaults.MaxTokens, 1),
            TokensPerFill = section.Number("TokensPerFill", defaults.TokensPerFill, 1),
            FillInterval = section.Time("FillInterval", defaults.FillInterval),
        };
        section.End();
        return limit;
    }

    private static TlsConfig? Tls(SectionReader section)
    {
        if (!section.Exists)
            return null;
        var tls = new TlsConfig
        {
            Address = Address(section, defaultPort: 30443),
            CertificateFile = section.Text("CertificateFile"),
            KeyFile = section.Text("KeyFile"),
            Password = section.Text("Password"),
            UseDevelopmentCertificate = section.Flag("UseDevelopmentCertificate", fallback: false),
        };
        if (tls.CertificateFile is null == !tls.UseDevelopmentCertificate)
            section.Fail("CertificateFile", "either a file or UseDevelopmentCertificate must be there.");
        section.End();
        return tls;
    }

    private static AccessLogConfig AccessLog(SectionReader section)
    {
        var format = section.Text("Format");
        var log = new AccessLogConfig
        {
            Path = section.Text("Path", "/dev/stdout"),
            Json = string.Equals(format, "json", StringComparison.OrdinalIgnoreCase),
            Format = format is null || format.Equals("json", StringComparison.OrdinalIgnoreCase) || format.Equals("text", StringComparison.OrdinalIgnoreCase)
                ? null
                : format.EndsWith('\n') ? format : format + "\n",
        };
        section.End();
        return log;
    }

    private static AdminConfig Admin(SectionReader section, AdminConfig defaults)
    {
        var admin = defaults with
        {
            Address = Address(section, defaultPort: 9901) ?? defaults.Address,
            Access = section.Choice("Access", defaults.Access),
            AccessLogPath = section.Text("AccessLogPath") ?? defaults.AccessLogPath,
        };
        section.End();
        return admin;
    }

    private static SocketAddressConfig? Address(SectionReader section, int defaultPort)
    {
        var address = section.Text("Address");
        var port = section.Number("Port", defaultPort, 0, 65535);
        if (address is not null && !System.Net.IPAddress.TryParse(address, out _))
            section.Fail("Address", $"'{address}' is not an IP address; 0.0.0.0, 127.0.0.1, :: and the like are.");
        return address is null && section.Text("Port") is null ? null : new SocketAddressConfig(address ?? "0.0.0.0", port);
    }

    private static GatewayConfig WithoutSafeRetry(GatewayConfig config) => config with
    {
        Listener = config.Listener with
        {
            VirtualHosts = [.. config.Listener.VirtualHosts.Select(host => host with { RetryPolicy = host.RetryPolicy ?? RetryPolicyConfig.None })],
        },
    };
}
