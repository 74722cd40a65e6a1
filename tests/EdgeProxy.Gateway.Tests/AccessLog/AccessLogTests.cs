using System.Text.Json;
using EdgeProxy.Conformance;
using EdgeProxy.Gateway.Tests.Support;
using EdgeProxy.TestKit;

namespace EdgeProxy.Gateway.Tests.AccessLog;

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
        await using var gateway = await TestGateway.StartAsync([.. Settings.BothOn(closed.Number), $"Edge:AccessLog:Path={_file}"]);
        (await gateway.Client.GetAsync("/ping", TestContext.Current.CancellationToken)).Dispose();
        Assert.Contains("\" 503 UF 0 91 ", await LineAsync(), StringComparison.Ordinal);
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
        Assert.Equal("-", line.GetProperty("x_forwarded_for").GetString());
    }

    [Fact]
    public async Task WritesAFormatOfOnesOwn()
    {
        await using var gateway = await StartAsync("Edge:AccessLog:Format=%UPSTREAM_CLUSTER% %ROUTE_NAME% %RESPONSE_CODE% %RESP(content-type)% %REQ(x-none)% %%");
        (await gateway.Client.GetAsync("/ping", TestContext.Current.CancellationToken)).Dispose();
        Assert.Equal("ping-cluster ping 200 text/plain - %", await LineAsync());
    }

    private Task<TestGateway> StartAsync(params string[] settings) =>
        TestGateway.StartAsync([.. Settings.BothOn(_backend.Port), $"Edge:AccessLog:Path={_file}", .. settings]);

    private async Task<string> LineAsync()
    {
        await Eventually.HoldsAsync("a line", () => new FileInfo(_file).Length > 0);
        return (await File.ReadAllTextAsync(_file, TestContext.Current.CancellationToken)).TrimEnd('\n');
    }
}
