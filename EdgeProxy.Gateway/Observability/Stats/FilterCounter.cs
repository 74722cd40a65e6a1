namespace EdgeProxy.Gateway.Observability.Stats;

/// <summary>One number that an HTTP filter counts.</summary>
internal sealed class FilterCounter(string name, StatKind kind, string prometheusName, string labels)
{
    private readonly StripedCounters _counter = new(1);

    public void Add(int value = 1) => _counter.Add(0, value);

    /// <summary>The number now.</summary>
    public long Value => kind == StatKind.Gauge ? _counter.ReadTotal(0) : _counter.Read(0);

    public Stat Read() => new(name, kind, Value, prometheusName, labels);

    public void Reset() => _counter.Reset();
}
