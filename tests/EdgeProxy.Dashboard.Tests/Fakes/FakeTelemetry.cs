using EdgeProxy.Dashboard.Telemetry;
using EdgeProxy.Dashboard.Telemetry.Resources;
using Google.Protobuf;
using Google.Protobuf.Collections;
using OpenTelemetry.Proto.Collector.Logs.V1;
using OpenTelemetry.Proto.Collector.Metrics.V1;
using OpenTelemetry.Proto.Collector.Trace.V1;
using OpenTelemetry.Proto.Common.V1;
using OpenTelemetry.Proto.Resource.V1;

namespace EdgeProxy.Dashboard.Tests.Fakes;

/// <summary>Telemetry in plain lists, for components that are tested without the stores.</summary>
internal sealed class FakeTelemetry : ITelemetryChanges, IResourceQueries, IRejectionQueries, ITelemetryControl
{
    private readonly List<(TelemetrySignals Signals, Action<TelemetrySignals> Changed)> _subscriptions = [];
    private readonly Dictionary<ResourceKey, TelemetryResource> _resources = [];

    public FakeTraceQueries Traces { get; } = new();

    public FakeLogQueries Logs { get; } = new();

    public FakeMetricQueries Metrics { get; } = new();

    public List<TelemetrySignals> Cleared { get; } = [];

    public TelemetrySignals Paused { get; private set; }

    public RejectionSummary Of(TelemetrySignals signal) => RejectionSummary.None;

    public void Add(ExportTraceServiceRequest request)
    {
        foreach (var spans in request.ResourceSpans)
        {
            foreach (var scope in spans.ScopeSpans)
                Traces.Add(Resource(spans.Resource), Scope(scope.Scope), scope.Spans);
        }
    }

    public void Add(ExportLogsServiceRequest request)
    {
        foreach (var logs in request.ResourceLogs)
        {
            foreach (var scope in logs.ScopeLogs)
                Logs.Add(Resource(logs.Resource), Scope(scope.Scope), scope.LogRecords);
        }
    }

    public void Add(ExportMetricsServiceRequest request)
    {
        foreach (var metrics in request.ResourceMetrics)
        {
            foreach (var scope in metrics.ScopeMetrics)
                Metrics.Add(Resource(metrics.Resource), scope.Scope.Name, scope.Metrics);
        }
    }

    public void Change(TelemetrySignals signals)
    {
        foreach (var (_, changed) in _subscriptions.ToArray().Where(subscription => (subscription.Signals & signals) != 0))
            changed(signals);
    }

    public static AttributeList Attributes(RepeatedField<KeyValue> values) => new([.. values.Select(value => value.Value.ValueCase switch
    {
        AnyValue.ValueOneofCase.IntValue => new TelemetryAttribute(value.Key, AttributeKind.WholeNumber, value.Value.IntValue.ToString()),
        _ => new TelemetryAttribute(value.Key, AttributeKind.Text, value.Value.StringValue),
    })]);

    public static ulong Id(ByteString bytes, int offset = 0) =>
        bytes.Length < offset + 8 ? 0 : System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(bytes.Span[offset..]);

    IDisposable ITelemetryChanges.Subscribe(TelemetrySignals signals, Action<TelemetrySignals> changed)
    {
        var subscription = (signals, changed);
        _subscriptions.Add(subscription);
        return new Ended(() => _subscriptions.Remove(subscription));
    }

    IReadOnlyList<ResourceSummary> IResourceQueries.List() =>
        [.. _resources.Values.OrderBy(resource => resource.Key.ToString(), StringComparer.Ordinal).Select(resource => new ResourceSummary(resource, default, 10, 5, 0, 3))];

    ResourceSummary? IResourceQueries.Find(ResourceKey key) =>
        _resources.TryGetValue(key, out var resource) ? new ResourceSummary(resource, default, 10, 5, 0, 3) : null;

    public void Pause(TelemetrySignals signals, ResourceKey? resource = null) => Paused |= signals;

    public void Resume(TelemetrySignals signals, ResourceKey? resource = null) => Paused &= ~signals;

    public bool IsPaused(TelemetrySignals signal, ResourceKey resource) => Paused.HasFlag(signal);

    public void Clear(TelemetrySignals signals, ResourceKey? resource = null) => Cleared.Add(signals);

    private TelemetryResource Resource(Resource resource)
    {
        var attributes = Attributes(resource.Attributes);
        var key = new ResourceKey(attributes.Find("service.name") ?? ResourceKey.UnknownService, attributes.Find("service.instance.id") ?? "");
        return _resources[key] = new TelemetryResource(key, attributes);
    }

    private static TelemetryScope Scope(InstrumentationScope scope) => new(scope.Name, scope.Version, AttributeList.Empty);

    private sealed class Ended(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
