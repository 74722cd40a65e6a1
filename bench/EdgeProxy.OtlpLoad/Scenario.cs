namespace EdgeProxy.OtlpLoad;

/// <summary>What is sent, and how.</summary>
internal sealed record Scenario(string Name, string HttpPath, string GrpcService, Func<Batch> CreateBatch)
{
    private const string Traces = "opentelemetry.proto.collector.trace.v1.TraceService";
    private const string Logs = "opentelemetry.proto.collector.logs.v1.LogsService";
    private const string Metrics = "opentelemetry.proto.collector.metrics.v1.MetricsService";

    public static IReadOnlyList<Scenario> All { get; } =
    [
        new("spans-grpc", "/v1/traces", Traces, () => Batches.Spans(512, 20)),
        new("spans-grpc-4", "/v1/traces", Traces, () => Batches.Spans(512, 4)),
        new("spans-grpc-gzip", "/v1/traces", Traces, () => Batches.Spans(512, 20)) { IsZipped = true },
        new("spans-http", "/v1/traces", Traces, () => Batches.Spans(512, 20)) { IsHttp = true },
        new("spans-http-gzip", "/v1/traces", Traces, () => Batches.Spans(512, 20)) { IsHttp = true, IsZipped = true },
        new("logs-grpc", "/v1/logs", Logs, () => Batches.Logs(512)),
        new("logs-http", "/v1/logs", Logs, () => Batches.Logs(512)) { IsHttp = true },
        new("metrics-grpc", "/v1/metrics", Metrics, () => Batches.Metrics(512)),
        new("metrics-http", "/v1/metrics", Metrics, () => Batches.Metrics(512)) { IsHttp = true },
    ];

    public bool IsHttp { get; init; }

    public bool IsZipped { get; init; }
}
