using EdgeProxy.Gateway.Primitives;

namespace EdgeProxy.Gateway.Observability.Stats;

/// <summary>What is counted for an HTTP connection manager.</summary>
internal sealed class HttpStats
{
    private readonly StripedCounters _counters = new(StatNames<HttpCounter>.All.Count);

    /// <summary>Times from the first byte of a request to the last of its response, in milliseconds (<c>downstream_rq_time</c>).</summary>
    public StatHistogram RqTime { get; } = new();

    /// <summary>Requests under way now.</summary>
    public long RqActive => Total(HttpCounter.RqTotal) - Total(HttpCounter.RqCompleted);

    /// <summary>Connections open now.</summary>
    public long CxActive => Total(HttpCounter.CxTotal) - Total(HttpCounter.CxDestroyed);

    public void Add(HttpCounter counter) => _counters.Add((int)counter, 1);

    public long Read(HttpCounter counter) => _counters.Read((int)counter);

    public void Reset()
    {
        _counters.Reset();
        RqTime.Reset();
    }

    private long Total(HttpCounter counter) => _counters.ReadTotal((int)counter);

    public void CountStatus(int status) => Add(HttpCounter.Rq1xx + (Math.Clamp(status, 100, 599) / 100) - 1);

    /// <summary>Counts what was wrong with a request.</summary>
    public void CountFailure(ResponseFlags flag, int status)
    {
        HttpCounter? counter = flag switch
        {
            ResponseFlags.NR => HttpCounter.RqNoRoute,
            ResponseFlags.DC => HttpCounter.RqRxReset,
            ResponseFlags.SI => HttpCounter.RqIdleTimeout,
            ResponseFlags.DT => HttpCounter.RqMaxDuration,
            ResponseFlags.OM => HttpCounter.RqOverloadClose,
            ResponseFlags.DPE when status == StatusCodes.Status408RequestTimeout => HttpCounter.RqTimeout,
            ResponseFlags.DPE when status == StatusCodes.Status413PayloadTooLarge => HttpCounter.RqTooLarge,
            _ => null,
        };
        if (counter is { } known)
            Add(known);
    }
}
