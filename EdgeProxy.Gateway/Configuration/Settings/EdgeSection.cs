using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Configuration.Settings;

/// <summary>Reads the <c>Edge</c> section: the settings of the whole gateway.</summary>
internal static class EdgeSection
{
    /// <summary>Names an Envoy file that takes the place of the <c>ReverseProxy</c> section.</summary>
    public const string EnvoyFileKey = "EnvoyConfig";

    public static GatewayConfig Read(SectionReader section, GatewayConfig config)
    {
        if (section.GetChoice("Profile", GatewayProfile.Default) == GatewayProfile.Hardened)
            config = HardenedProfile.Apply(config);
        config = config with
        {
            Listener = Listener(section.GetSection("Listener"), config.Listener),
            MaxConnections = section.GetNumber("MaxConnections", config.MaxConnections, 0),
            Admin = Admin(section.GetSection("Admin"), config.Admin),
        };
        if (!section.GetBoolean("SafeRetry", fallback: true))
            config = WithoutSafeRetry(config);
        var log = section.GetSection("AccessLog");
        if (log.Exists)
            config = config with { Listener = config.Listener with { AccessLogs = [AccessLog(log)] } };
        section.GetSection("Dns");
        section.GetString("Forwarder");
        section.GetSection("Drain");
        section.GetString(EnvoyFileKey);
        section.ReportUnknownKeys();
        return config;
    }

    private static ListenerConfig Listener(SectionReader section, ListenerConfig defaults)
    {
        var listener = defaults with
        {
            Name = section.GetString("Name", defaults.Name),
            Address = Address(section, defaultPort: 30000) ?? defaults.Address,
            StatPrefix = section.GetString("StatPrefix", defaults.StatPrefix),
            ServerName = section.GetString("ServerName", defaults.ServerName),
            IdleTimeout = section.GetDuration("IdleTimeout", defaults.IdleTimeout),
            StreamIdleTimeout = section.GetDuration("StreamIdleTimeout", defaults.StreamIdleTimeout),
            RequestTimeout = section.GetDuration("RequestTimeout", defaults.RequestTimeout),
            MaxRequestHeadersKb = section.GetNumber("MaxRequestHeadersKb", defaults.MaxRequestHeadersKb, 1, 8192),
            MaxRequestHeadersCount = section.GetNumber("MaxRequestHeadersCount", defaults.MaxRequestHeadersCount, 1),
            MaxConnections = section.GetNumber("MaxConnections", defaults.MaxConnections, 0),
            UseRemoteAddress = section.GetBoolean("UseRemoteAddress", defaults.UseRemoteAddress),
            XffNumTrustedHops = section.GetNumber("XffNumTrustedHops", defaults.XffNumTrustedHops, 0),
            GenerateRequestId = section.GetBoolean("GenerateRequestId", defaults.GenerateRequestId),
            PreserveExternalRequestId = section.GetBoolean("PreserveExternalRequestId", defaults.PreserveExternalRequestId),
            NormalizePath = section.GetBoolean("NormalizePath", defaults.NormalizePath),
            MergeSlashes = section.GetBoolean("MergeSlashes", defaults.MergeSlashes),
            EscapedSlashes = section.GetChoice("EscapedSlashes", defaults.EscapedSlashes),
            HeadersWithUnderscores = section.GetChoice("HeadersWithUnderscores", defaults.HeadersWithUnderscores),
            AllowWebSockets = section.GetBoolean("WebSockets", defaults.AllowWebSockets),
            BufferLimitBytes = section.GetNumber("BufferLimitBytes", defaults.BufferLimitBytes, 1024),
            ShedsLoadNearMemoryLimit = section.GetBoolean("ShedsLoadNearMemoryLimit", defaults.ShedsLoadNearMemoryLimit),
            MaxRequestBodyBytes = section.GetOptionalLong("MaxRequestBodyBytes", 0) ?? defaults.MaxRequestBodyBytes,
            RateLimit = RateLimit(section.GetSection("RateLimit")) ?? defaults.RateLimit,
            CompressResponses = section.GetBoolean("CompressResponses", defaults.CompressResponses),
            RedirectToHttps = section.GetBoolean("RedirectToHttps", defaults.RedirectToHttps),
            Tls = Tls(section.GetSection("Tls")) ?? defaults.Tls,
            Http2 = Http2(section.GetSection("Http2"), defaults.Http2),
        };
        section.ReportUnknownKeys();
        return listener;
    }

    private static Http2Config Http2(SectionReader section, Http2Config defaults)
    {
        const int LeastWindow = 65_535;
        var http2 = new Http2Config
        {
            MaxConcurrentStreams = section.GetNumber("MaxConcurrentStreams", defaults.MaxConcurrentStreams, 1),
            InitialStreamWindowSize = section.GetNumber("InitialStreamWindowSize", defaults.InitialStreamWindowSize, LeastWindow),
            InitialConnectionWindowSize = section.GetNumber("InitialConnectionWindowSize", defaults.InitialConnectionWindowSize, LeastWindow),
        };
        section.ReportUnknownKeys();
        return http2;
    }

    private static RateLimitConfig? RateLimit(SectionReader section)
    {
        if (!section.Exists)
            return null;
        var defaults = new RateLimitConfig();
        var limit = new RateLimitConfig
        {
            MaxTokens = section.GetNumber("MaxTokens", defaults.MaxTokens, 1),
            TokensPerFill = section.GetNumber("TokensPerFill", defaults.TokensPerFill, 1),
            FillInterval = section.GetDuration("FillInterval", defaults.FillInterval),
        };
        section.ReportUnknownKeys();
        return limit;
    }

    private static TlsConfig? Tls(SectionReader section)
    {
        if (!section.Exists)
            return null;
        var tls = new TlsConfig
        {
            Address = Address(section, defaultPort: 30443),
            CertificateFile = section.GetString("CertificateFile"),
            KeyFile = section.GetString("KeyFile"),
            Password = section.GetString("Password"),
            UseDevelopmentCertificate = section.GetBoolean("UseDevelopmentCertificate", fallback: false),
        };
        if (tls.CertificateFile is null == !tls.UseDevelopmentCertificate)
            section.AddError("CertificateFile", "either a file or UseDevelopmentCertificate must be there.");
        section.ReportUnknownKeys();
        return tls;
    }

    private static AccessLogConfig AccessLog(SectionReader section)
    {
        var format = section.GetString("Format");
        var log = new AccessLogConfig
        {
            Path = section.GetString("Path", "/dev/stdout"),
            Json = string.Equals(format, "json", StringComparison.OrdinalIgnoreCase),
            Format = format is null || format.Equals("json", StringComparison.OrdinalIgnoreCase) || format.Equals("text", StringComparison.OrdinalIgnoreCase)
                ? null
                : format.EndsWith('\n') ? format : format + "\n",
        };
        section.ReportUnknownKeys();
        return log;
    }

    private static AdminConfig Admin(SectionReader section, AdminConfig defaults)
    {
        var admin = defaults with
        {
            Address = Address(section, defaultPort: 9901) ?? defaults.Address,
            Access = section.GetChoice("Access", defaults.Access),
            AccessLogPath = section.GetString("AccessLogPath") ?? defaults.AccessLogPath,
        };
        section.ReportUnknownKeys();
        return admin;
    }

    private static SocketAddressConfig? Address(SectionReader section, int defaultPort)
    {
        var address = section.GetString("Address");
        var port = section.GetNumber("Port", defaultPort, 0, 65535);
        if (address is not null && !System.Net.IPAddress.TryParse(address, out _))
            section.AddError("Address", $"'{address}' is not an IP address; 0.0.0.0, 127.0.0.1, :: and the like are.");
        return address is null && section.GetString("Port") is null ? null : new SocketAddressConfig(address ?? "0.0.0.0", port);
    }

    private static GatewayConfig WithoutSafeRetry(GatewayConfig config) => config with
    {
        Listener = config.Listener with
        {
            VirtualHosts = [.. config.Listener.VirtualHosts.Select(host => host with { RetryPolicy = host.RetryPolicy ?? RetryPolicyConfig.None })],
        },
    };
}
