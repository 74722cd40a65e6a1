using OpenTelemetry.Proto.Collector.Logs.V1;
using OpenTelemetry.Proto.Collector.Metrics.V1;
using OpenTelemetry.Proto.Collector.Trace.V1;
using OpenTelemetry.Proto.Common.V1;
using OpenTelemetry.Proto.Resource.V1;

namespace EdgeProxy.Dashboard.Tests.Demo;

/// <summary>
/// What an edge with two services sends: requests through the gateway to replicas, some slow, some failing, with logs and metrics. The same
/// seed gives the same telemetry, so that a picture of a page is the same each time.
/// </summary>
internal sealed class DemoShop(DateTimeOffset now, int seed = 7)
{
    private readonly Random _random = new(seed);

    public static readonly (string Service, string Instance)[] Processes =
    [
        ("gateway", "kx2mnpqa"),
        ("ping-svc", "b7hw3ztd"),
        ("ping-svc", "f9c4rk1e"),
        ("pong-svc", "m3v8ysja"),
        ("pong-svc", "q5t6ulxo"),
    ];

    public List<ExportTraceServiceRequest> Traces { get; } = [];

    public List<ExportLogsServiceRequest> Logs { get; } = [];

    public List<ExportMetricsServiceRequest> Metrics { get; } = [];

    /// <summary>Requests of the last ten minutes, with their logs, and five minutes of metrics.</summary>
    public static DemoShop Create(DateTimeOffset now, int traces = 240)
    {
        var shop = new DemoShop(now);
        for (var index = 0; index < traces; index++)
            shop.AddRequest(TimeSpan.FromSeconds(600.0 * (traces - index) / traces));
        shop.AddOdd();
        shop.AddMetrics();
        return shop;
    }

    public static Resource ResourceOf(string service, string instance) => new()
    {
        Attributes =
        {
            Text("service.name", service), Text("service.instance.id", instance), Text("telemetry.sdk.name", "opentelemetry"),
            Text("telemetry.sdk.language", "dotnet"), Text("telemetry.sdk.version", "1.20.1"),
        },
    };

    public static KeyValue Text(string key, string value) => new() { Key = key, Value = new AnyValue { StringValue = value } };

    public static KeyValue Number(string key, long value) => new() { Key = key, Value = new AnyValue { IntValue = value } };

    /// <summary>A request through the gateway that started some time ago.</summary>
    public void AddRequest(TimeSpan age)
    {
        var trace = new DemoTrace(_random, now - age);
        var isPing = _random.Next(3) != 0;
        var service = isPing ? "ping-svc" : "pong-svc";
        var replica = Processes.Where(process => process.Service == service).ElementAt(_random.Next(2));
        var isSlow = _random.Next(14) == 0;
        var fails = _random.Next(18) == 0;
        var work = isSlow ? 90 + (_random.NextDouble() * 380) : 1.2 + (_random.NextDouble() * 14);
        var path = isPing ? "/ping" : "/pong";

        var root = trace.AddSpan(Processes[0], $"GET {path}/{{**catch-all}}", DemoTrace.Server, null, 0, work + 2.4, fails);
        root.Attributes.AddRange(
        [
            Text("http.request.method", "GET"), Text("url.path", path), Text("url.scheme", "http"), Text("server.address", "localhost"),
            Number("server.port", 30000), Number("http.response.status_code", fails ? 503 : 200), Text("http.route", path + "/{**catch-all}"),
            Text("user_agent.original", "curl/8.14.1"), Text("network.protocol.version", "1.1"),
        ]);
        var resolve = trace.AddSpan(Processes[0], "resolve cluster", DemoTrace.Internal, root, 0.1, 0.4, false);
        resolve.Attributes.Add(Text("edge.cluster", service));
        var forward = trace.AddSpan(Processes[0], "GET", DemoTrace.Client, root, 0.7, work + 0.9, fails);
        forward.Attributes.AddRange(
        [
            Text("http.request.method", "GET"), Text("server.address", service), Number("server.port", 8080),
            Text("url.full", $"http://{service}:8080{path}"), Number("http.response.status_code", fails ? 503 : 200),
        ]);
        var handle = trace.AddSpan(replica, $"GET {path}", DemoTrace.Server, forward, 1.0, work, fails);
        handle.Attributes.AddRange([Text("http.request.method", "GET"), Text("url.path", path), Number("http.response.status_code", fails ? 503 : 200)]);
        trace.AddSpan(replica, "read settings", DemoTrace.Internal, handle, 1.1, work * 0.2, false);
        if (isPing && _random.Next(3) == 0)
        {
            var call = trace.AddSpan(replica, "GET", DemoTrace.Client, handle, 1.2 + (work * 0.25), work * 0.5, fails);
            call.Attributes.AddRange([Text("server.address", "pong-svc"), Text("url.full", "http://pong-svc:8080/pong")]);
            var other = trace.AddSpan(Processes[3 + _random.Next(2)], "GET /pong", DemoTrace.Server, call, 1.4 + (work * 0.25), work * 0.42, false);
            var query = trace.AddSpan(Processes[3], "SELECT answers", DemoTrace.Client, other, 1.5 + (work * 0.28), work * 0.2, false);
            query.Attributes.AddRange([Text("db.system.name", "postgresql"), Text("db.query.text", "SELECT text FROM answers WHERE id = $1"), Text("server.address", "answers-db")]);
        }

        trace.AddSpan(replica, "write answer", DemoTrace.Internal, handle, 1.0 + (work * 0.8), work * 0.15, false);
        if (fails)
            trace.Exception(handle, "System.Net.Http.HttpRequestException", "Connection refused (pong-svc:8080)");
        Traces.Add(trace.Request());
        Logs.AddRange(DemoLogs.For(trace, root, handle, replica, path, work, fails, isSlow));
    }

    private void AddOdd()
    {
        var trace = new DemoTrace(_random, now - TimeSpan.FromSeconds(4));
        var root = trace.AddSpan(Processes[0], "GET /odd", DemoTrace.Server, null, 0, 42, false);
        trace.AddSpan(Processes[1], "GET /odd", DemoTrace.Server, root, 3_600_000, 12, false);
        trace.AddSpan(Processes[2], "ends before it starts", DemoTrace.Internal, root, 20, -8, false);
        var orphan = trace.AddSpan(Processes[3], "its parent never came", DemoTrace.Consumer, root, 12, 20, false);
        orphan.ParentSpanId = Google.Protobuf.ByteString.CopyFrom(1, 2, 3, 4, 5, 6, 7, 8);
        Traces.Add(trace.Request());
    }

    private void AddMetrics() => Metrics.AddRange(DemoMetrics.For(now, _random));
}
