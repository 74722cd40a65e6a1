using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using EdgeProxy.Conformance;
using EdgeProxy.Gateway.Hosting;
using EdgeProxy.Gateway.Tests.Support;
using EdgeProxy.TestKit;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeProxy.Gateway.Tests.Observability.AccessLog;

public sealed class AccessLogTests : IAsyncLifetime
{
    private readonly RecordingBackend _backend = new("one", "ping me ...");
    private readonly string _file = Path.GetTempFileName();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _backend.DisposeAsync();
        File.Delete(_file);
    }

    [Fact]
    public async Task WritesEnvoysDefaultLine()
    {
        await using var gateway = await StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/ping?a=1") { Content = new StringContent("hello") };
        request.Headers.Add("x-request-id", "the-id");
        request.Headers.Add("x-forwarded-for", "10.1.2.3");
        request.Headers.Add("user-agent", "test/1");
        (await gateway.Client.SendAsync(request, TestContext.Current.CancellationToken)).Dispose();
        var line = await LineAsync();
        Assert.Matches(
            $"""^\[\d{"{4}"}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d\d\dZ\] "POST /ping\?a=1 HTTP/1\.1" 200 - 5 11 \d+ \d+ "10\.1\.2\.3" "test/1" "the-id" "{gateway.Address.Authority}" "127\.0\.0\.1:{_backend.Port}"$""",
            line);
    }

    [Fact]
    public async Task WritesADashForWhatIsEmpty()
    {
        await using var gateway = await StartAsync("ReverseProxy:Routes:default:Match:Prefix=/only");
        (await gateway.Client.GetAsync("/elsewhere", TestContext.Current.CancellationToken)).Dispose();
        Assert.Matches("""\] "GET /elsewhere HTTP/1\.1" 404 NR 0 0 \d+ - "-" "-" "-" "[^"]+" "-"$""", await LineAsync());
    }

    [Fact]
    public async Task WritesTheFlagOfAFailure()
    {
        using var closed = new ClosedPort();
        await using var gateway = await TestGateway.StartAsync([.. TestSettings.BothOn(closed.Number), $"Edge:AccessLog:Path={_file}"]);
        (await gateway.Client.GetAsync("/ping", TestContext.Current.CancellationToken)).Dispose();
        Assert.Contains("\" 503 UF 0 91 ", await LineAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RequestOfAnEarlierConfiguration_IsLoggedInItsFormat()
    {
        var (arrived, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var backend = await KestrelBackend.StartAsync(HttpProtocols.Http1, async _ =>
        {
            arrived.TrySetResult();
            await release.Task;
        });
        var settings = new ReloadableSettings(new() { ["Edge:AccessLog:Format"] = "earlier %RESPONSE_CODE%" });
        await using var gateway = await TestGateway.StartAsync(
            builder => ((IConfigurationBuilder)builder.Configuration).Add(settings), [.. TestSettings.BothOn(backend.Port), $"Edge:AccessLog:Path={_file}"]);
        var request = gateway.Client.GetAsync("/ping", TestContext.Current.CancellationToken);
        await arrived.Task.WaitAsync(TestContext.Current.CancellationToken);
        settings.Set(new() { ["Edge:AccessLog:Format"] = "later %RESPONSE_CODE%" });
        await Eventually.HoldsAsync("the reload", () => gateway.Services.GetRequiredService<ReloadService>().Applied == 1);
        release.SetResult();
        (await request).Dispose();
        Assert.Equal("earlier 200", await LineAsync());
    }

    [Fact]
    public async Task WritesJson()
    {
        await using var gateway = await StartAsync("Edge:AccessLog:Format=json");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/ping");
        request.Headers.TryAddWithoutValidation("user-agent", "a\"b\\c");
        (await gateway.Client.SendAsync(request, TestContext.Current.CancellationToken)).Dispose();
        var line = JsonDocument.Parse(await LineAsync()).RootElement;
        Assert.Equal("GET", line.GetProperty("method").GetString());
        Assert.Equal("a\"b\\c", line.GetProperty("user_agent").GetString());
        Assert.Equal(200, line.GetProperty("response_code").GetInt32());
        Assert.Equal(11, line.GetProperty("bytes_sent").GetInt64());
        Assert.Equal(JsonValueKind.Null, line.GetProperty("x_forwarded_for").ValueKind);
        Assert.Equal("-", line.GetProperty("response_flags").GetString());
        // A header, and so a text, as with Envoy.
        Assert.Equal(JsonValueKind.String, line.GetProperty("upstream_service_time").ValueKind);
    }

    [Fact]
    public async Task WritesNullInJsonForWhatIsMissing()
    {
        await using var gateway = await StartAsync("Edge:AccessLog:Format=json", "ReverseProxy:Routes:default:Match:Prefix=/only");
        (await gateway.Client.GetAsync("/elsewhere", TestContext.Current.CancellationToken)).Dispose();
        var line = JsonDocument.Parse(await LineAsync()).RootElement;
        Assert.Equal(JsonValueKind.Null, line.GetProperty("upstream_host").ValueKind);
        Assert.Equal(JsonValueKind.Null, line.GetProperty("upstream_service_time").ValueKind);
        Assert.Equal((404, "NR"), (line.GetProperty("response_code").GetInt32(), line.GetProperty("response_flags").GetString()));
        Assert.Equal(JsonValueKind.Number, line.GetProperty("duration").ValueKind);
    }

    [Fact]
    public async Task WritesTheOtherHeaderWhereTheFirstIsMissing()
    {
        await using var gateway = await StartAsync("Edge:AccessLog:Format=%REQ(x-none?x-some)% %REQ(x-some?x-none)% %REQ(x-none?:METHOD)% %RESP(x-none?content-type)%");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/ping") { Headers = { { "x-some", "value" } } };
        (await gateway.Client.SendAsync(request, TestContext.Current.CancellationToken)).Dispose();
        Assert.Equal("value value GET text/plain", await LineAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task MarksARequestWhoseLastRetryFailedToo(bool answers)
    {
        using var closed = new ClosedPort();
        await using var failing = await KestrelBackend.StartAsync(Microsoft.AspNetCore.Server.Kestrel.Core.HttpProtocols.Http1, context =>
        {
            context.Response.StatusCode = 503;
            return Task.CompletedTask;
        });
        await using var gateway = await TestGateway.StartAsync(
        [
            .. TestSettings.BothOn(answers ? failing.Port : closed.Number), $"Edge:AccessLog:Path={_file}", "Edge:AccessLog:Format=%RESPONSE_CODE% %RESPONSE_FLAGS%",
            "ReverseProxy:Routes:ping:Retry:On=5xx,connect-failure", "ReverseProxy:Routes:ping:Retry:NumRetries=2", "ReverseProxy:Routes:ping:Retry:BackOffBase=1ms",
        ]);
        (await gateway.Client.GetAsync("/ping", TestContext.Current.CancellationToken)).Dispose();
        Assert.Equal(answers ? "503 URX" : "503 UF,URX", await LineAsync());
        Assert.Equal(1, await gateway.StatAsync("cluster.ping-cluster.upstream_rq_retry_limit_exceeded"));
    }

    [Fact]
    public async Task WritesALongFieldWhole()
    {
        await using var gateway = await StartAsync();
        var agent = new string('a', 5000);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/ping");
        request.Headers.TryAddWithoutValidation("user-agent", agent);
        (await gateway.Client.SendAsync(request, TestContext.Current.CancellationToken)).Dispose();
        Assert.Contains($"\"{agent}\"", await LineAsync(), StringComparison.Ordinal);
    }

    /// <summary>Whether the gateway or Kestrel would refuse it, as Envoy says it: nothing is known of the request.</summary>
    [Theory]
    [InlineData("GET /a b HTTP/1.1\r\nHost: h\r\n\r\n")]
    [InlineData("GET /%00 HTTP/1.1\r\nHost: h\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: a\"b\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: h\r\nx: \0\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\n\r\n")]
    [InlineData("NONSENSE\r\n\r\n")]
    public async Task WritesALineForWhatIsNoRequest(string request)
    {
        await using var gateway = await StartAsync();
        var answer = await RawAsync(gateway, request);
        Assert.StartsWith("HTTP/1.1 400 Bad Request\r\n", answer, StringComparison.Ordinal);
        Assert.Contains("\r\nServer: edge-proxy\r\n", answer, StringComparison.OrdinalIgnoreCase);
        Assert.Matches("""\] "- - HTTP/1\.1" 400 DPE 0 0 \d+ - "-" "-" "-" "-" "-"$""", await LineAsync());
        Assert.Equal(1, await gateway.StatAsync("http.ingress_http.downstream_cx_protocol_error"));
    }

    [Fact]
    public async Task WritesAFormatOfOnesOwn()
    {
        await using var gateway = await StartAsync("Edge:AccessLog:Format=%UPSTREAM_CLUSTER% %ROUTE_NAME% %RESPONSE_CODE% %RESP(content-type)% %REQ(x-none)% %%");
        (await gateway.Client.GetAsync("/ping", TestContext.Current.CancellationToken)).Dispose();
        Assert.Equal("ping-cluster ping 200 text/plain - %", await LineAsync());
    }

    private Task<TestGateway> StartAsync(params string[] settings) =>
        TestGateway.StartAsync([.. TestSettings.BothOn(_backend.Port), $"Edge:AccessLog:Path={_file}", .. settings]);

    private static async Task<string> RawAsync(TestGateway gateway, string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(gateway.Address.Host, gateway.Address.Port, TestContext.Current.CancellationToken);
        await client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(request), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(client.GetStream());
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }

    private async Task<string> LineAsync()
    {
        await Eventually.HoldsAsync("a line", () => new FileInfo(_file).Length > 0);
        return (await File.ReadAllTextAsync(_file, TestContext.Current.CancellationToken)).TrimEnd('\n');
    }
}
