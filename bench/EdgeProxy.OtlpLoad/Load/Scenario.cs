namespace EdgeProxy.OtlpLoad.Load;

/// <summary>What is sent, and how.</summary>
internal sealed record Scenario(string Name, string Title, string HttpPath, string GrpcService, Func<Batch> CreateBatch)
{
    private const string Traces = "opentelemetry.proto.collector.trace.v1.TraceService";
    private const string Logs = "opentelemetry.proto.collector.logs.v1.LogsService";
    private const string Metrics = "opentelemetry.proto.collector.metrics.v1.MetricsService";

    public static IReadOnlyList<Scenario> All { get; } =
    [
        new("spans-grpc", "spans over gRPC, 20 a trace", "/v1/traces", Traces, () => Batches.Spans(512, 20))
        {
            LeastPerSecond = 60_000, MostMicroseconds = 15, PeerRate = "23,300 a second", PeerCost = "45 to 53 us",
        },
        new("spans-grpc-4", "spans over gRPC, 4 a trace", "/v1/traces", Traces, () => Batches.Spans(512, 4)) { PeerRate = "16,000 a second", PeerCost = "66 us" },
        new("spans-grpc-gzip", "spans over gRPC, gzip", "/v1/traces", Traces, () => Batches.Spans(512, 20)) { IsZipped = true },
        new("spans-http", "spans over HTTP", "/v1/traces", Traces, () => Batches.Spans(512, 20)) { IsHttp = true },
        new("spans-http-gzip", "spans over HTTP, gzip", "/v1/traces", Traces, () => Batches.Spans(512, 20)) { IsHttp = true, IsZipped = true },
        new("logs-grpc", "log records over gRPC", "/v1/logs", Logs, () => Batches.Logs(512))
        {
            LeastPerSecond = 150_000, PeerRate = "59,000 to 90,000 a second", PeerCost = "11 to 18 us",
        },
        new("logs-http", "log records over HTTP", "/v1/logs", Logs, () => Batches.Logs(512)) { IsHttp = true },
        new("metrics-grpc", "metric points over gRPC, half of them histograms", "/v1/metrics", Metrics, () => Batches.Metrics(512)),
        new("metrics-http", "metric points over HTTP", "/v1/metrics", Metrics, () => Batches.Metrics(512)) { IsHttp = true },
    ];

    public bool IsHttp { get; init; }

    public bool IsZipped { get; init; }

    /// <summary>How many a second there should be; null where nothing was promised.</summary>
    public double? LeastPerSecond { get; init; }

    /// <summary>What one may cost in processor time; null where nothing was promised.</summary>
    public double? MostMicroseconds { get; init; }

    /// <summary>What the Aspire dashboard takes.</summary>
    public string PeerRate { get; init; } = "";

    /// <summary>What it costs there.</summary>
    public string PeerCost { get; init; } = "";

    public static Scenario Find(string name) => All.First(scenario => scenario.Name == name);
}
