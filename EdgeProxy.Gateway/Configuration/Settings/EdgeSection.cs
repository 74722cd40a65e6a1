using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Configuration.Settings;

/// <summary>Reads the <c>Edge</c> section: the settings of the whole gateway.</summary>
internal static class EdgeSection
{
    /// <summary>Names an Envoy file that takes the place of the <c>ReverseProxy</c> section.</summary>
    public const string EnvoyFileKey = "EnvoyConfig";

    private static readonly string[] OfOneListener = ["Name", "Address", "Port", "Tls"];

    public static GatewayConfig Read(SectionReader section, GatewayConfig config)
    {
        if (section.GetChoice("Profile", GatewayProfile.Default) == GatewayProfile.Hardened)
            config = HardenedProfile.Apply(config);
        config = Listeners(section.GetSection("Listener"), config);
        config = config with
        {
            MaxConnections = section.GetNumber("MaxConnections", config.MaxConnections, 0),
            Admin = Admin(section.GetSection("Admin"), config.Admin),
        };
        if (!section.GetBoolean("SafeRetry", fallback: true))
            config = WithoutSafeRetry(config);
        var log = section.GetSection("AccessLog");
        if (log.Exists)
        {
            ValueList<AccessLogConfig> logs = [AccessLog(log)];
            config = config.WithManagers(manager => manager with { AccessLogs = logs });
        }

        section.GetSection("Dns");
        section.GetString("Forwarder");
        section.GetSection("Drain");
        section.GetString(EnvoyFileKey);
        section.ReportUnknownKeys();
        return config;
    }

    /// <summary>TLS with one certificate.</summary>
    public static TlsConfig TlsOf(string? file, string? keyFile, string? password) => file is null ? new TlsConfig() : new TlsConfig
    {
        Certificates = [new CertificateConfig { Chain = new PemConfig(file, null), Key = keyFile is null ? null : new PemConfig(keyFile, null), Password = password }],
    };

    /// <summary>A TLS listener beside another, with the same connection manager.</summary>
    public static ListenerConfig TlsListener(ListenerConfig beside, SocketAddressConfig? address, TlsConfig tls) => beside with
    {
        Name = beside.Name + "_tls",
        Address = address,
        FilterChains = [.. beside.FilterChains.Select(chain => chain with { Tls = tls })],
    };

    /// <summary>The section is of all listeners, but for what only one of them can have: a name, an address and a TLS listener beside it.</summary>
    private static GatewayConfig Listeners(SectionReader section, GatewayConfig config)
    {
        if (config.Listeners.Count == 0)
            config = config with { Listeners = [ListenerConfig.Of(new ConnectionManagerConfig())] };
        // What is wrong with the section is reported once.
        var reader = section;
        config = config.WithManagers(manager => Manager(Once(), manager));
        reader = section;
        var listeners = config.Listeners.Select(listener => listener with { MaxConnections = Once().GetNumber("MaxConnections", listener.MaxConnections, 0) }).ToList();
        var name = section.GetString("Name", listeners[0].Name);
        var address = Address(section, defaultPort: 30000);
        var (tls, tlsAddress) = Tls(section.GetSection("Tls"));
        config = config with { ShedsLoadNearMemoryLimit = section.GetBoolean("ShedsLoadNearMemoryLimit", config.ShedsLoadNearMemoryLimit) };
        section.ReportUnknownKeys();
        if (listeners.Count > 1)
        {
            foreach (var key in OfOneListener.Where(section.Has))
                section.AddError(key, $"the Envoy file has {listeners.Count} listeners; say it there, at the one that is meant.");
            return config with { Listeners = [.. listeners] };
        }

        var only = listeners[0] with { Name = name, Address = address ?? listeners[0].Address };
        if (tls is not null && only.HasTls)
            only = only with { Address = tlsAddress ?? only.Address, FilterChains = [.. only.FilterChains.Select(chain => chain with { Tls = tls })] };
        else if (tls is not null)
            return config with { Listeners = [only, TlsListener(only, tlsAddress, tls)] };
        return config with { Listeners = [only] };

        SectionReader Once()
        {
            var current = reader;
            reader = section.Unreported();
            return current;
        }
    }

    private static ConnectionManagerConfig Manager(SectionReader section, ConnectionManagerConfig defaults) =>
        defaults with
        {
            StatPrefix = section.GetString("StatPrefix", defaults.StatPrefix),
            ServerName = section.GetString("ServerName", defaults.ServerName),
            IdleTimeout = section.GetDuration("IdleTimeout", defaults.IdleTimeout),
            StreamIdleTimeout = section.GetDuration("StreamIdleTimeout", defaults.StreamIdleTimeout),
            RequestTimeout = section.GetDuration("RequestTimeout", defaults.RequestTimeout),
            MaxRequestHeadersKb = section.GetNumber("MaxRequestHeadersKb", defaults.MaxRequestHeadersKb, 1, 8192),
            MaxRequestHeadersCount = section.GetNumber("MaxRequestHeadersCount", defaults.MaxRequestHeadersCount, 1),
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
            MaxRequestBodyBytes = section.GetOptionalLong("MaxRequestBodyBytes", 0) ?? defaults.MaxRequestBodyBytes,
            RateLimit = RateLimit(section.GetSection("RateLimit")) ?? defaults.RateLimit,
            CompressResponses = section.GetBoolean("CompressResponses", defaults.CompressResponses),
            ForwardClientCertificate = section.GetChoice("ForwardClientCertificate", defaults.ForwardClientCertificate),
            RedirectToHttps = section.GetBoolean("RedirectToHttps", defaults.RedirectToHttps),
            Http2 = Http2(section.GetSection("Http2"), defaults.Http2),
        };

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

    private static (TlsConfig? Tls, SocketAddressConfig? Address) Tls(SectionReader section)
    {
        if (!section.Exists)
            return (null, null);
        var address = Address(section, defaultPort: 30443);
        var file = section.GetString("CertificateFile");
        var tls = TlsOf(file, section.GetString("KeyFile"), section.GetString("Password")) with
        {
            UseDevelopmentCertificate = section.GetBoolean("UseDevelopmentCertificate", fallback: false),
        };
        if (file is null == !tls.UseDevelopmentCertificate)
            section.AddError("CertificateFile", "either a file or UseDevelopmentCertificate must be there.");
        section.ReportUnknownKeys();
        return (tls, address);
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

    private static GatewayConfig WithoutSafeRetry(GatewayConfig config) => config.WithManagers(manager => manager with
    {
        VirtualHosts = [.. manager.VirtualHosts.Select(host => host with { RetryPolicy = host.RetryPolicy ?? RetryPolicyConfig.None })],
    });
}
