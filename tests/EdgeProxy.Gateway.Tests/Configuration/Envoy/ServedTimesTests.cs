using System.Net;
using System.Net.Sockets;
using EdgeProxy.Conformance;

namespace EdgeProxy.Gateway.Tests.Configuration.Envoy;

/// <summary>How long a stream may live: <c>max_stream_duration</c> and the gRPC timeouts, before an upstream that accepts and says nothing.</summary>
public sealed class ServedTimesTests : IDisposable
{
    private const string Grpc = "content-type: application/grpc";
    private readonly TcpListener _silent = new(IPAddress.Loopback, 0);

    public ServedTimesTests() => _silent.Start();

    public void Dispose() => _silent.Dispose();

    [Theory]
    [InlineData("max_stream_duration: { max_stream_duration: 0.2s }", "", 504, "downstream duration timeout", null)]
    [InlineData("timeout: 0s, max_stream_duration: { max_stream_duration: { nanos: 200000000 } }", "", 504, "downstream duration timeout", null)]
    [InlineData("timeout: 0.2s, max_stream_duration: { max_stream_duration: 60s }", "", 504, "upstream request timeout", null)]
    [InlineData("timeout: 0.2s, max_stream_duration: { max_stream_duration: 0s }", "", 504, "upstream request timeout", null)]
    [InlineData("timeout: 0s, max_stream_duration: { grpc_timeout_header_max: 0s }", Grpc + "\ngrpc-timeout: 200m", 200, "", "4")]
    [InlineData("timeout: 0s, max_stream_duration: { grpc_timeout_header_max: 0.2s }", Grpc + "\ngrpc-timeout: 100S", 200, "", "4")]
    [InlineData("timeout: 0s, max_stream_duration: { grpc_timeout_header_max: 0s, grpc_timeout_header_offset: 99.8s }", Grpc + "\ngrpc-timeout: 100S", 200, "", "4")]
    [InlineData("timeout: 0s, max_stream_duration: { grpc_timeout_header_max: 60s, max_stream_duration: 0.2s }", Grpc, 200, "", "4")]
    [InlineData("timeout: 0.2s, max_grpc_timeout: 0s", Grpc + "\ngrpc-timeout: 200m", 200, "", "14")]
    [InlineData("timeout: 60s, max_grpc_timeout: 0.2s", Grpc, 200, "", "14")]
    [InlineData("timeout: 0.2s, max_grpc_timeout: 60s", "", 504, "upstream request timeout", null)]
    public async Task Stream_EndsAtItsLimit(string action, string headers, int status, string body, string? grpcStatus)
    {
        await using var gateway = await StartAsync(action, "");
        var seen = await gateway.GetAsync("/", headers.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal((status, body), (seen.Response.Status, seen.Response.Text));
        Assert.Equal(grpcStatus, seen.Response.Headers.Find("grpc-status"));
    }

    [Fact]
    public async Task ListenersDuration_HoldsWhereTheRouteHasNone()
    {
        await using var gateway = await StartAsync("timeout: 0s", "common_http_protocol_options: { max_stream_duration: 0.2s }");
        var seen = await gateway.GetAsync("/");
        Assert.Equal((504, "downstream duration timeout"), (seen.Response.Status, seen.Response.Text));
    }

    [Fact]
    public async Task RequestThatIsNotWhole_IsAnswered408()
    {
        await using var gateway = await StartAsync("max_stream_duration: { max_stream_duration: 0.3s }", "");
        var seen = await gateway.SendAsync(RawRequest.Lines("POST / HTTP/1.1", "Host: {host}", "Content-Length: 5"));
        Assert.Equal((408, "downstream duration timeout"), (seen.Response.Status, seen.Response.Text));
    }

    private Task<EnvoyGateway> StartAsync(string action, string manager) => EnvoyGateway.StartAsync((_, _) =>
        EnvoyFile.WithRoutes($"{{ match: {{ prefix: / }}, route: {{ cluster: a, {action} }} }}")
            .Replace("port_value: 1 ", $"port_value: {((IPEndPoint)_silent.LocalEndpoint).Port} ", StringComparison.Ordinal)
            .Replace("stat_prefix: test", $"stat_prefix: test\n          {manager}".TrimEnd(), StringComparison.Ordinal));
}
