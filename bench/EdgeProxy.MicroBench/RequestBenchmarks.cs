using BenchmarkDotNet.Attributes;
using EdgeProxy.Gateway.Forwarding;
using Microsoft.AspNetCore.Http.Features;

namespace EdgeProxy.MicroBench;

/// <summary>All of the gateway's own code for a request in the steady state: not traced, with a request id, on a connection that had requests before.</summary>
[MemoryDiagnoser]
public class RequestBenchmarks
{
    private readonly DownstreamConnection _connection = new(isAdmin: false, isTls: false);
    private BenchGateway _gateway = null!;
    private DefaultHttpContext _context = null!;

    [GlobalSetup]
    public async Task SetUpAsync()
    {
        _gateway = new BenchGateway(routes: 0);
        await _gateway.Ready;
        _context = BenchGateway.Request("/ping", _connection);
        await AnswerARequest();
        // A fast wrong answer would be measured otherwise.
        if (!_context.Response.Headers.ContainsKey("x-envoy-upstream-service-time"))
            throw new InvalidOperationException($"No upstream answered: {_context.Response.StatusCode}.");
    }

    [Benchmark]
    public Task AnswerARequest()
    {
        _connection.PassHead(tokens: null, authority: null);
        _context.Response.Headers.Clear();
        _context.Features.Set<IHttpResetFeature>(null);
        return _gateway.Requests.RunAsync(_context);
    }

    /// <summary>The stand-in's own task, which is not the gateway's: a transformer that does nothing.</summary>
    [Benchmark]
    public Task TheForwarderAlone() => _gateway.Forwarder.AnswerAsync(_context, "", NoTransformer.Instance, CancellationToken.None);

    [GlobalCleanup]
    public ValueTask CleanUpAsync() => _gateway.DisposeAsync();
}
