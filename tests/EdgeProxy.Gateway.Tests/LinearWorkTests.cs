using System.Diagnostics;
using System.IO.Pipelines;
using System.Text;
using EdgeProxy.Gateway.Configuration.Model;
using EdgeProxy.Gateway.Forwarding;
using EdgeProxy.Gateway.Listening;
using EdgeProxy.Gateway.Observability;
using EdgeProxy.Gateway.Observability.Telemetry;
using EdgeProxy.Gateway.Primitives;
using EdgeProxy.Gateway.Routing;
using EdgeProxy.Gateway.Tests.Support;

namespace EdgeProxy.Gateway.Tests;

/// <summary>
/// Work on anything that a client sends grows with its length and no faster: four times the input may cost about four times, where a quadratic step would cost
/// sixteen times. What reads in pieces counts its work; all else is timed, by the shortest of several runs.
/// </summary>
public sealed class LinearWorkTests
{
    private const int Times = 4;
    private const double MostGrowth = 2.2 * Times;
    private const int Length = 15_000;
    private const int Runs = 7;
    private const int Attempts = 5;

    // Below it allocation and the clock decide; a quadratic step takes a hundred times as long.
    private const double NoiseMilliseconds = 0.1;

    private static readonly ConnectionManagerConfig Hardened = new()
    {
        NormalizePath = true,
        MergeSlashes = true,
        EscapedSlashes = EscapedSlashesAction.UnescapeAndForward,
    };

    private static readonly Dictionary<string, Action<string>> Steps = new()
    {
        ["path normalization"] = text => PathNormalizer.Normalize(Hardened, "/" + text, out _),
        ["query parameter"] = text => QueryParameters.Find("/?" + text, "missing"),
        ["path length"] = text => RequestTarget.PathAndQuery("http://h/" + text),
        ["redacted query of spans"] = text => SafeTarget.Query("/?" + text),
        ["authority"] = text => AuthoritySyntax.IsValid(text),
        ["token of a list"] = text => HopByHop.HasToken(text, "missing"),
        ["nominated headers of an answer"] = text => HopByHop.Nominated(text),
        ["log escapes"] = text => LogTextEscaper.Escape(LogTextEscaper.Decode(text)),
        ["head in one piece"] = text => ReadHead($"GET /{text} HTTP/1.1\r\nHost: {text}\r\nConnection: {text}\r\nTE: {text}\r\nx: {text}\r\n\r\n", 1),
        ["head in many segments"] = text => ReadHead($"GET /{text} HTTP/1.1\r\nHost: {text}\r\nConnection: {text}\r\nx: {text}\r\n\r\n", 64),
    };

    private static readonly string[] Units = ["a", "/", "../", "/../", "//", "%2e", "%2F", "%5c../", ".", ",", "a,", ", ", ";", "a=b&", "&", "=", "%", "\u001b", "é", "[", ":", "1:", "::"];

    public static TheoryData<string> StepNames => [.. Steps.Keys];

    [Theory]
    [MemberData(nameof(StepNames))]
    public void Step_OnFourTimesTheInput_CostsAboutFourTimes(string step)
    {
        foreach (var unit in Units)
        {
            var (small, large) = (Repeat(unit, Length), Repeat(unit, Times * Length));
            var growth = double.MaxValue;
            for (var attempt = 0; growth > MostGrowth && attempt < Attempts; attempt++)
                growth = Math.Min(growth, Shortest(Steps[step], large) / Math.Max(Shortest(Steps[step], small), NoiseMilliseconds));
            Assert.True(growth <= MostGrowth, $"'{step}' on '{unit}' grows {growth:0.0} times for {Times} times the input.");
        }
    }

    /// <summary>Byte by byte, as a slow client sends it: each byte is looked at about once, whatever the head is made of.</summary>
    [Theory]
    [InlineData("Connection:a\r\n")]
    [InlineData("Connection: keep-alive\r\n")]
    [InlineData("x: y\r\n")]
    [InlineData("Host: h\r\n")]
    [InlineData("x")]
    [InlineData("\r\n")]
    [InlineData(",")]
    public async Task Head_ThatComesByteByByte_IsReadOnce(string unit)
    {
        foreach (var length in new[] { 10_000, 40_000 })
        {
            var (work, bytes) = await FeedAsync(unit.StartsWith('\r') ? "" : $"GET / HTTP/1.1\r\n{(unit.Length == 1 ? "x: " : "")}", unit, length);
            Assert.InRange(work, 0, 2 * bytes);
        }
    }

    private static async Task<(long Work, long Bytes)> FeedAsync(string start, string unit, int length)
    {
        using var connection = new DownstreamConnection(isAdmin: false, isTls: false);
        var pipe = new Pipe(new PipeOptions(readerScheduler: PipeScheduler.Inline, writerScheduler: PipeScheduler.Inline, pauseWriterThreshold: 0, useSynchronizationContext: false));
        var input = new Http1Input(pipe.Reader, connection, new Http1InputLimits(60 * 1024, 10_000, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan));
        var read = input.ReadAsync(TestContext.Current.CancellationToken).AsTask();
        var sent = 0L;
        foreach (var letter in start + Repeat(unit, length))
        {
            if (read.IsCompleted)
                break;
            sent++;
            await pipe.Writer.WriteAsync(new[] { (byte)letter }, TestContext.Current.CancellationToken);
        }

        await pipe.Writer.CompleteAsync();
        await read;
        return (input.Work, sent);
    }

    private static void ReadHead(string text, int segments)
    {
        var head = new Http1Head(maxBytes: 1024 * 1024, maxHeaders: 100);
        head.Read(Segments.Of(Encoding.Latin1.GetBytes(text), segments));
        Assert.InRange(head.Work, 0, text.Length);
    }

    private static double Shortest(Action<string> step, string text) => Enumerable.Range(0, Runs).Min(_ =>
    {
        var started = Stopwatch.GetTimestamp();
        step(text);
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    });

    private static string Repeat(string unit, int length) => string.Concat(Enumerable.Repeat(unit, length / unit.Length));
}
