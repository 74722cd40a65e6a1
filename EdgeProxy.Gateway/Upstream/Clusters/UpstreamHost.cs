using System.Diagnostics;
using System.Net;
using EdgeProxy.Gateway.Configuration.Model;
using EdgeProxy.Gateway.Observability.Stats;

namespace EdgeProxy.Gateway.Upstream;

/// <summary>One address of a cluster with its own connections. It lives from the resolution that brings it to the one that drops it.</summary>
internal sealed class UpstreamHost : IDisposable
{
    private int _failures;

    public UpstreamHost(IPEndPoint address, EndpointConfig endpoint, ClusterConfig cluster, ClusterStats clusterStats)
    {
        Address = address;
        AddressText = address.ToString();
        Endpoint = endpoint;
        Prefix = (cluster.Tls is null ? "http://" : "https://") + AddressText;
        var connector = new UpstreamConnector(this, address, cluster, clusterStats);
        Client = UpstreamClient.Create(this, cluster, connector);
        if (!cluster.Http2 && cluster.Tls is null)
            Connections = new Http1ConnectionPool(connector.ConnectSocketAsync, connector.CountClosed, cluster.IdleTimeout, TimeProvider.System);
        Targets = new UpstreamTargets(Prefix);
        MetricTags = new TagList(
        [
            new("server.address", address.Address.ToString()),
            new("server.port", address.Port),
            new("upstream_cluster.name", cluster.Name),
        ]);
    }

    public IPEndPoint Address { get; }

    /// <summary>The address as it is written in logs and statistics: <c>10.0.0.1:8080</c>.</summary>
    public string AddressText { get; }

    public EndpointConfig Endpoint { get; }

    /// <summary>Scheme and authority that a target is put behind: <c>http://10.0.0.1:8080</c>.</summary>
    public string Prefix { get; }

    public UpstreamTargets Targets { get; }

    /// <summary>The attributes that its metrics have in common (OpenTelemetry, HTTP client metrics).</summary>
    public TagList MetricTags { get; }

    public HttpMessageInvoker Client { get; }

    /// <summary>The connections of the direct forwarder; null for hosts of HTTP/2 or TLS, which the client library connects to.</summary>
    public Http1ConnectionPool? Connections { get; }

    public HostStats Stats { get; } = new();

    public HostChecks Checks { get; } = new();

    public OutlierState Outlier { get; } = new();

    /// <summary>Requests under way.</summary>
    public int Active;

    /// <summary>Why it gets no requests.</summary>
    public HostFailures Failures => (HostFailures)Volatile.Read(ref _failures);

    public bool IsHealthy => Failures == HostFailures.None;

    /// <summary>Sets or clears a reason to keep away.</summary>
    /// <returns>Whether that changed anything.</returns>
    public bool Set(HostFailures failure, bool on)
    {
        var before = on ? Interlocked.Or(ref _failures, (int)failure) : Interlocked.And(ref _failures, ~(int)failure);
        return ((before & (int)failure) != 0) != on;
    }

    public void Dispose()
    {
        Client.Dispose();
        Connections?.Dispose();
    }
}
