using Microsoft.AspNetCore.Http.Features;

namespace EdgeProxy.Gateway.Forwarding;

/// <summary>
/// The upgrade of a request that its upstream has agreed to. Only then are the connection's bytes no longer HTTP; until then a refusal leaves it as it was. What
/// passes is counted as the body of the request and of the answer, as Envoy does.
/// </summary>
internal sealed class Tunnel(ProxiedRequest request, DownstreamConnection connection, IFeatureCollection features) : IHttpUpgradeFeature, IHttpExtendedConnectFeature
{
    private readonly IHttpUpgradeFeature? _upgrade = features.Get<IHttpUpgradeFeature>();
    private readonly IHttpExtendedConnectFeature? _connect = features.Get<IHttpExtendedConnectFeature>();

    public bool IsUpgradableRequest => _upgrade?.IsUpgradableRequest == true;

    public bool IsExtendedConnect => _connect?.IsExtendedConnect == true;

    public string? Protocol => _connect?.Protocol;

    /// <summary>Replaces the server's features for a request that may be upgraded.</summary>
    public void Attach()
    {
        if (_upgrade is not null)
            features.Set<IHttpUpgradeFeature>(this);
        if (_connect is not null)
            features.Set<IHttpExtendedConnectFeature>(this);
    }

    public async Task<Stream> UpgradeAsync()
    {
        var bytes = await _upgrade!.UpgradeAsync();
        connection.IsUpgraded = true;
        return new TunnelStream(bytes, request);
    }

    public async ValueTask<Stream> AcceptAsync() => new TunnelStream(await _connect!.AcceptAsync(), request);
}
