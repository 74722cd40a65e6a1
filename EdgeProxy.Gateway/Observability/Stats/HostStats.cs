namespace EdgeProxy.Gateway.Observability.Stats;

/// <summary>What is counted for a host.</summary>
internal sealed class HostStats
{
    private readonly StripedCounters _counters = new(StatNames<HostCounter>.All.Count);

    /// <summary>Connections open now.</summary>
    public long CxActive => Total(HostCounter.CxTotal) - Total(HostCounter.CxDestroyed) - Total(HostCounter.CxConnectFail);

    public void Add(HostCounter counter) => _counters.Add((int)counter, 1);

    public long Read(HostCounter counter) => _counters.Read((int)counter);

    public void Reset() => _counters.Reset();

    private long Total(HostCounter counter) => _counters.ReadTotal((int)counter);
}
