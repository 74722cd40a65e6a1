using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Configuration.Settings;

/// <summary>The values of Envoy's checklist "Configuring Envoy as an edge proxy", as defaults that single settings may still change.</summary>
internal static class HardenedProfile
{
    public static GatewayConfig Apply(GatewayConfig config)
    {
        config = config.WithManagers(Apply);
        return config with
        {
            MaxConnections = 50_000,
            ShedsLoadNearMemoryLimit = true,
            Admin = config.Admin with { Access = AdminAccess.Loopback, IsLoopbackOnly = true },
            Listeners = [.. config.Listeners.Select(listener => listener with { MaxConnections = 10_000 })],
        };
    }

    private static ConnectionManagerConfig Apply(ConnectionManagerConfig manager) => manager with
    {
        UseRemoteAddress = true,
        NormalizePath = true,
        MergeSlashes = true,
        EscapedSlashes = EscapedSlashesAction.UnescapeAndRedirect,
        HeadersWithUnderscores = UnderscoreHeadersAction.RejectRequest,
        IdleTimeout = TimeSpan.FromSeconds(3600),
        StreamIdleTimeout = TimeSpan.FromSeconds(300),
        RequestTimeout = TimeSpan.FromSeconds(300),
        BufferLimitBytes = 32 * 1024,
        Http2 = new Http2Config
        {
            MaxConcurrentStreams = 100,
            InitialStreamWindowSize = 64 * 1024,
            InitialConnectionWindowSize = 1024 * 1024,
        },
    };
}
