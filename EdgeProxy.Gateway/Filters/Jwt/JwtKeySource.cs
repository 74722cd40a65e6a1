using EdgeProxy.Gateway.Configuration.Model;
using EdgeProxy.Gateway.Observability.Stats;
using EdgeProxy.Gateway.Upstream;
using Microsoft.IdentityModel.Tokens;

namespace EdgeProxy.Gateway.Filters;

/// <summary>
/// The key set of a provider. A remote one is fetched when a request needs it, once for all requests that wait, and kept for its time; after a fetch that failed the
/// next one waits, so that tokens of strangers do not become requests to the issuer.
/// </summary>
internal sealed class JwtKeySource
{
    private const int MostBytes = 1024 * 1024;
    private readonly JwtProviderConfig _provider;
    private readonly TimeProvider _time;
    private readonly Cluster? _cluster;
    private readonly FilterCounter _fetched;
    private readonly FilterCounter _failed;
    private readonly Lock _lock = new();
    private IReadOnlyList<JsonWebKey>? _keys;
    private DateTimeOffset _nextFetch = DateTimeOffset.MinValue;
    private Task<IReadOnlyList<JsonWebKey>?>? _fetch;

    public JwtKeySource(JwtProviderConfig provider, FilterServices services)
    {
        _provider = provider;
        _time = services.Time;
        _fetched = services.Counter("jwt_authn.jwks_fetch_success");
        _failed = services.Counter("jwt_authn.jwks_fetch_failed");
        if (provider.RemoteJwks is { } remote)
            _cluster = services.FindCluster(remote.Cluster);
        else
            _keys = Read(provider.LocalJwks ?? "");
    }

    /// <summary>The keys; null where they cannot be fetched.</summary>
    public ValueTask<IReadOnlyList<JsonWebKey>?> GetAsync(CancellationToken cancellationToken)
    {
        if (_provider.RemoteJwks is not { } remote)
            return new(_keys);
        lock (_lock)
        {
            if (_fetch is null or { IsCompleted: true })
            {
                if (_time.GetUtcNow() < _nextFetch)
                    return new(_keys);
                _fetch = FetchAsync(remote);
            }

            return new(_fetch.WaitAsync(cancellationToken));
        }
    }

    private static IReadOnlyList<JsonWebKey> Read(string json) => json.Length == 0 ? [] : [.. new JsonWebKeySet(json).Keys];

    private async Task<IReadOnlyList<JsonWebKey>?> FetchAsync(HttpUriConfig remote)
    {
        // Not on the caller's thread, which holds the lock.
        await Task.Yield();
        var keys = await TryFetchAsync(remote);
        (keys is null ? _failed : _fetched).Add();
        lock (_lock)
        {
            _keys = keys;
            _nextFetch = _time.GetUtcNow() + (keys is null ? _provider.FailedRefetchDuration : _provider.CacheDuration);
        }

        return keys;
    }

    private async Task<IReadOnlyList<JsonWebKey>?> TryFetchAsync(HttpUriConfig remote)
    {
        var uri = new Uri(remote.Uri);
        using var timeout = new CancellationTokenSource(remote.Timeout.ForTimer(), _time);
        using var client = new HttpMessageInvoker(new ClusterHandler(_cluster, MostBytes));
        using var request = new HttpRequestMessage(HttpMethod.Get, uri);
        request.Headers.Host = uri.Authority;
        try
        {
            using var response = await client.SendAsync(request, timeout.Token);
            return response.IsSuccessStatusCode ? Read(await response.Content.ReadAsStringAsync(timeout.Token)) : null;
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or OperationCanceledException or InvalidOperationException or ArgumentException or System.Text.Json.JsonException)
        {
            return null;
        }
    }
}
