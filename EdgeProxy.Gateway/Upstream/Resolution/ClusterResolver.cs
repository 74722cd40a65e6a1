using System.Net;
using EdgeProxy.Gateway.Configuration.Model;
using EdgeProxy.Gateway.Observability.Stats;

namespace EdgeProxy.Gateway.Upstream;

/// <summary>
/// Keeps the hosts of one cluster right: every address of every name, asked again at the refresh rate and never inside a request. A name
/// whose question failed keeps the addresses it had; one that has none has none.
/// </summary>
internal sealed partial class ClusterResolver : IAsyncDisposable
{
    private readonly Cluster _cluster;
    private readonly INameResolver _names;
    private readonly DiscoveredServiceNames _services;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private IReadOnlyList<IPAddress>[] _known;
    private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;
    private readonly Task _outliers;
    private readonly HealthMonitor? _health;
    private Task _update = Task.CompletedTask;
    private bool _isEmpty;
    private bool _hasFailed;

    /// <param name="cluster">The cluster.</param>
    /// <param name="names">Where names are resolved.</param>
    /// <param name="services">What a name that has no address is compared with.</param>
    /// <param name="firstPause">The share of the refresh rate to wait before the second resolution, 0 to 1: it spreads many clusters.</param>
    /// <param name="atOnce">How many first resolutions may be under way.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">The logger.</param>
    public ClusterResolver(Cluster cluster, INameResolver names, DiscoveredServiceNames services, double firstPause, SemaphoreSlim atOnce, TimeProvider time, ILogger logger)
    {
        _cluster = cluster;
        _names = names;
        _services = services;
        _time = time;
        _logger = logger;
        _known = new IReadOnlyList<IPAddress>[cluster.Config.Endpoints.Count];
        Array.Fill(_known, []);
        if (cluster.Config.OutlierDetection is { } outliers)
            cluster.Outliers = new OutlierDetector(cluster, outliers, time, logger);
        _outliers = cluster.Outliers?.RunAsync(_stop.Token) ?? Task.CompletedTask;
        if (cluster.Config.HealthChecks.Count > 0)
            _health = new HealthMonitor(cluster, time, logger);
        _loop = RunAsync(firstPause, atOnce, _stop.Token);
    }

    /// <summary>Ends when every name has had its first result, successful or not, and new hosts have had their first health check.</summary>
    public Task FirstAnswer => _first.Task;

    public Cluster Cluster => _cluster;

    /// <summary>
    /// Whether a configuration differs in addresses alone, which need no resolving: then the cluster keeps its connections, limits and statistics, as under
    /// Envoy's endpoint discovery.
    /// </summary>
    public bool CanUpdate(ClusterConfig config) =>
        IsLiteral(_cluster.Config) && IsLiteral(config) && _cluster.Config with { Endpoints = config.Endpoints } == config;

    /// <summary>Takes the addresses of a configuration that <see cref="CanUpdate"/> allows; the hosts are there at once.</summary>
    public void Update(ClusterConfig config)
    {
        if (_cluster.Config == config)
            return;
        _cluster.SetEndpoints(config);
        _known = new IReadOnlyList<IPAddress>[config.Endpoints.Count];
        Array.Fill(_known, []);
        // Addresses need no query; only the first health check of a new host takes time.
        _update = TryResolveAsync(_stop.Token).AsTask();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await IgnoreCancellationAsync(_update);
        await _loop;
        await _outliers;
        if (_health is not null)
            await _health.DisposeAsync();
        _stop.Dispose();
    }

    private async Task RunAsync(double firstPause, SemaphoreSlim atOnce, CancellationToken stop)
    {
        try
        {
            if (IsLiteral())
            {
                await TryResolveAsync(stop);
                _first.TrySetResult();
            }
            else
            {
                await atOnce.WaitAsync(stop);
                try
                {
                    await TryResolveAsync(stop);
                }
                finally
                {
                    atOnce.Release();
                    _first.TrySetResult();
                }
            }

            var pause = _cluster.Config.DnsRefreshRate * firstPause;
            while (true)
            {
                await Task.Delay(pause.ForTimer(), _time, stop);
                _cluster.CloseRetired();
                if (!IsLiteral() || _hasFailed)
                    await TryResolveAsync(stop);
                pause = _cluster.Config.DnsRefreshRate;
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            _first.TrySetResult();
        }
    }

    /// <summary>A round that fails for any reason is logged, and the next one tries again.</summary>
    private async ValueTask TryResolveAsync(CancellationToken stop)
    {
        try
        {
            await ResolveAsync(stop);
            _hasFailed = false;
        }
        catch (Exception failure) when (!stop.IsCancellationRequested)
        {
            if (!_hasFailed)
                Log.RoundFailed(_logger, _cluster.Name, failure);
            _hasFailed = true;
        }
    }

    private static async Task IgnoreCancellationAsync(Task task)
    {
        try
        {
            await task;
        }
        catch (OperationCanceledException)
        {
            // The cluster ends before its new hosts were checked.
        }
    }

    private static bool IsLiteral(ClusterConfig config) => config.Endpoints.All(endpoint => IPAddress.TryParse(endpoint.Address, out _));

    private bool IsLiteral() => IsLiteral(_cluster.Config);

    private async ValueTask ResolveAsync(CancellationToken cancellationToken)
    {
        var endpoints = _cluster.Config.Endpoints;
        for (var index = 0; index < endpoints.Count; index++)
        {
            _cluster.Stats.Add(ClusterCounter.UpdateAttempt);
            var answer = await _names.ResolveAsync(endpoints[index].Address, _cluster.Config.DnsLookupFamily, cancellationToken);
            if (answer.Failure is { } failure)
            {
                _cluster.Stats.Add(ClusterCounter.UpdateFailure);
                Log.ResolutionFailed(_logger, _cluster.Name, failure, _known[index].Count);
                continue;
            }

            _cluster.Stats.Add(answer.Addresses.Count > 0 ? ClusterCounter.UpdateSuccess : ClusterCounter.UpdateEmpty);
            _known[index] = answer.Addresses;
        }

        var addresses = Addresses(endpoints);
        if (addresses.Count == 0 && !_isEmpty && endpoints.Count > 0 && !IsLiteral())
            Log.NoAddress(_logger, _cluster.Name, endpoints[0].Address, _services.Hint(endpoints[0].Address));
        _isEmpty = addresses.Count == 0;
        _cluster.SetHosts(addresses);
        if (_health is not null)
            await _health.CheckNewHostsAsync(cancellationToken);
    }

    private List<(IPEndPoint Address, EndpointConfig Endpoint)> Addresses(ValueList<EndpointConfig> endpoints)
    {
        var addresses = new List<(IPEndPoint, EndpointConfig)>();
        var seen = new HashSet<IPEndPoint>();
        for (var index = 0; index < endpoints.Count; index++)
        {
            var known = _cluster.Config.Discovery == ClusterDiscovery.LogicalDns ? _known[index].Take(1) : _known[index];
            // DNS servers turn the order round; the order here says nothing, so that the same answer gives the same hosts.
            foreach (var address in known.OrderBy(address => address.ToString(), StringComparer.Ordinal))
            {
                var host = new IPEndPoint(address, endpoints[index].Port);
                if (seen.Add(host))
                    addresses.Add((host, endpoints[index]));
            }
        }

        return addresses;
    }
}
