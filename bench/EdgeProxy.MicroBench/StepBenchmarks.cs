using BenchmarkDotNet.Attributes;
using EdgeProxy.Gateway.Forwarding;
using EdgeProxy.Gateway.Observability.Stats;
using EdgeProxy.Gateway.Observability.Telemetry;
using EdgeProxy.Gateway.Routing;
using EdgeProxy.Gateway.Upstream;

namespace EdgeProxy.MicroBench;

/// <summary>The steps of a request one by one.</summary>
[MemoryDiagnoser]
public class StepBenchmarks
{
    private readonly DownstreamConnection _connection = new(isAdmin: false, isTls: false);
    private BenchGateway _few = null!;
    private BenchGateway _many = null!;
    private DefaultHttpContext _context = null!;
    private readonly HttpRequestMessage _request = new();
    private readonly TaskCompletionSource _end = new();
    private ProxiedRequest _proxied = null!;
    private Task _run = Task.CompletedTask;
    private Cluster _cluster = null!;

    [GlobalSetup]
    public async Task SetUpAsync()
    {
        _few = new BenchGateway(routes: 0);
        _many = new BenchGateway(routes: 20_000);
        await _few.Ready;
        _context = BenchGateway.Request("/ping", _connection);
        _proxied = new ProxiedRequest(_few.Services);
        // It stays on its way, with its answer known: what a log line tells of.
        _few.Forwarder.Answers = _end.Task;
        _run = _proxied.RunAsync(_context, _connection, _few.Manager, "/ping", refusal: null);
        _cluster = _proxied.Info.Cluster!;
        if (_cluster.Pick(hash: 0) is null)
            throw new InvalidOperationException("The cluster has no host.");
    }

    [Benchmark]
    public object? MatchARouteOfThree() => Match(_few, "/ping");

    [Benchmark]
    public object? MatchARouteOf20000() => Match(_many, "/more/19999/orders?page=2");

    [Benchmark]
    public object? PickAHost() => _cluster.Pick(hash: 0);

    [Benchmark]
    public void CountARequest()
    {
        _cluster.Stats.Add(ClusterCounter.RqTotal);
        _cluster.Stats.CountStatus(200);
        _cluster.Stats.RqTime.Record(1.5);
    }

    [Benchmark]
    public void WriteAnAccessLogLine() => _few.Manager.AccessLogs[0].Write(_proxied.Info);

    /// <summary>What the client library keeps of the headers, which is also what a whole request allocates here.</summary>
    [Benchmark]
    public ValueTask WriteTheUpstreamHeaders()
    {
        _request.Headers.Clear();
        return _proxied.TransformRequestAsync(_context, _request, "", CancellationToken.None);
    }

    [Benchmark]
    public string MakeARequestId() => RequestIdGenerator.Next();

    [Benchmark]
    public string MakeATraceParent() => TraceParent.OfNewTrace(NewTraceId.Create());

    [GlobalCleanup]
    public async Task CleanUpAsync()
    {
        _end.SetResult();
        await _run;
        await _few.DisposeAsync();
        await _many.DisposeAsync();
    }

    private Route? Match(BenchGateway gateway, string target) => gateway.Manager.Routes.Match(_context, target);
}
