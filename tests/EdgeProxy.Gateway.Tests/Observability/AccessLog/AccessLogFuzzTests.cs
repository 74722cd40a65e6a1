using System.Text;
using System.Text.Json;
using EdgeProxy.Gateway.Configuration.Model;
using EdgeProxy.Gateway.Forwarding;
using EdgeProxy.Gateway.Lifecycle;
using EdgeProxy.Gateway.Observability.AccessLog;
using EdgeProxy.Gateway.Primitives;
using EdgeProxy.Gateway.Tests.Support;
using EdgeProxy.TestKit;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeProxy.Gateway.Tests.Observability.AccessLog;

/// <summary>Whatever a request has, it is one line that a program reads and a terminal survives.</summary>
public sealed class AccessLogFuzzTests : IAsyncLifetime
{
    private const int Cases = 2_000;

    private static readonly string[] Pieces =
    [
        "a", "/", "?", "&", "\"", "\\", "\\n", "%", "%0a", "%REQ(X)%", "{", "}", ",", ":", " ", "\t", "\r", "\n", "\r\n", "\0", "\u001b[2J", "\u007f", "\u0085", "\u009b",
        "\u00e9", "\u00c3\u00a9", "\u00c2\u0085", "\u00e2\u0080\u00a8", "\u00e2\u0080\u00ae", "\u2028", "\u202e", "\ud83d\ude00", "\ud800", "-", "null", "'", "<script>", new string('a', 3000),
    ];

    private static readonly Gen<string> Text = Gen.Elements(Pieces).ListOf().Select(string.Concat);
    private TestGateway _gateway = null!;

    public async ValueTask InitializeAsync() => _gateway = await TestGateway.StartAsync("Edge:AccessLog:Path=/dev/null");

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public void ARequestIsOneLine() => Fuzz.Check(Requests(), Cases, async texts =>
    {
        var line = await WriteAsync(new AccessLogConfig { Format = AccessLogFormat.Default }, texts);
        Assert.Equal(1, line.Count('\n'));
        Assert.DoesNotContain(line[..^1], letter => char.IsControl(letter) || letter is '\u2028' or '\u2029' or '\u202e');
    });

    [Fact]
    public void AJsonLineParsesAndSaysWhatCame() => Fuzz.Check(Requests(), Cases, async texts =>
    {
        var line = await WriteAsync(new AccessLogConfig { Json = true }, texts);
        Assert.Equal(1, line.Count('\n'));
        Assert.DoesNotContain(line[..^1], char.IsControl);
        using var json = JsonDocument.Parse(line);
        Assert.Equal(15, json.RootElement.EnumerateObject().Count());
        if (texts[1].Length > 0 && texts[1].All(char.IsAscii))
            Assert.Equal(texts[1], json.RootElement.GetProperty("user_agent").GetString());
    });

    [Fact]
    public void AJsonLineOfOnesOwnFieldsParses() => Fuzz.Check(Requests(), Cases, async texts =>
    {
        var line = await WriteAsync(new AccessLogConfig { JsonFormat = [new(texts[2], $"{texts[3]} %REQ(user-agent)%")] }, texts);
        Assert.Equal(1, line.Count('\n'));
        using var json = JsonDocument.Parse(line);
        Assert.Single(json.RootElement.EnumerateObject());
    });

    /// <summary>With what the format's own limit of 192 kB could not hold, and with more than may wait.</summary>
    [Theory]
    [InlineData(300_000, 1, 0)]
    [InlineData(1_000_000, 1, 0)]
    [InlineData(5_000_000, 0, 1)]
    public async Task ALineIsWrittenWholeOrCounted(int length, int lines, int expectedDropped)
    {
        var (line, dropped) = await WriteAndCountAsync(new AccessLogConfig { Json = true }, ["/", new string('a', length), "", ""]);
        Assert.Equal((lines, expectedDropped), (line.Count('\n'), (int)dropped));
        if (lines > 0)
            Assert.Equal(length, JsonDocument.Parse(line).RootElement.GetProperty("user_agent").GetString()!.Length);
    }

    [Fact]
    public async Task Utf8IsReadAsThat() => Assert.Contains(
        "\"\u00e4\u00f6\"", await WriteAsync(new AccessLogConfig(), ["/", "\u00c3\u00a4\u00c3\u00b6", "", ""]), StringComparison.Ordinal);

    /// <summary>A target, a value of three headers, and a key and a literal of a format.</summary>
    private static Arbitrary<string[]> Requests() => Arb.From(
        Text.ArrayOf(4), texts => Enumerable.Range(0, 4).SelectMany(index => ArbMap.Default.ArbFor<string>().Shrinker(texts[index])
            .Where(shorter => shorter is not null).Select(shorter => texts.Select((text, at) => at == index ? shorter : text).ToArray())));

    private async Task<string> WriteAsync(AccessLogConfig config, string[] texts) => (await WriteAndCountAsync(config, texts)).Line;

    private async Task<(string Line, long Dropped)> WriteAndCountAsync(AccessLogConfig config, string[] texts)
    {
        var output = new MemoryStream();
        var sink = new AccessLogSink("", () => output, TimeProvider.System, NullLogger.Instance);
        using var connection = new DownstreamConnection(isAdmin: false, isTls: false);
        var request = new ProxiedRequest(_gateway.Services.GetRequiredService<ProxiedRequestServices>());
        var context = new DefaultHttpContext { Request = { Method = "GET", Protocol = "HTTP/1.1" }, Response = { Body = Stream.Null } };
        foreach (var name in new[] { "User-Agent", "X-Forwarded-For", "Host", "X-Request-Id" })
            context.Request.Headers.Append(name, texts[1]);
        var manager = _gateway.Services.GetRequiredService<GatewayStore>().Current.Managers[0];
        manager.AccessLogs[0] = new AccessLogger(AccessLogFormat.Create(config), sink);
        await request.RunAsync(context, connection, manager, texts[0].Length == 0 ? "/" : texts[0], new RequestRefusal(404, "", ResponseFlags.NR, Closes: false));
        await sink.DisposeAsync();
        return (Encoding.UTF8.GetString(output.ToArray()), sink.Dropped);
    }
}
