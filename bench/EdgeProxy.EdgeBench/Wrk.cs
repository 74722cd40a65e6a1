using System.Globalization;
using System.Text.RegularExpressions;

namespace EdgeProxy.EdgeBench;

/// <summary>Runs wrk, one thread, and reads what it prints.</summary>
internal static partial class Wrk
{
    public static async Task<LoadResult> RunAsync(Uri target, LoadCase load, int seconds)
    {
        string[] command = ["wrk", "-t1", $"-c{load.Connections}", $"-d{seconds}s", "--timeout", "10s", "--latency"];
        if (load.ClosesEach)
            command = [.. command, "-H", "Connection: close"];
        if (load.HasRequestId)
            command = [.. command, "-H", "x-request-id: 7f3c2a1e-58a4-4d6c-9f1e-0a5b8c7d6e5f"];
        var output = await Tool.RunAsync([.. command, target.AbsoluteUri]);
        var errors = SocketErrors().Match(output);
        // A connection that the server closes as it was asked to is no error of reading.
        int[] counted = load.ClosesEach ? [1, 3, 4] : [1, 2, 3, 4];
        var failed = Number(NotOk().Match(output).Groups[1].Value) + counted.Sum(group => Number(errors.Groups[group].Value));
        var requests = Number(Requests().Match(output).Groups[1].Value);
        return new LoadResult((long)requests, Number(PerSecond().Match(output).Groups[1].Value), Percentile(output, 50), Percentile(output, 99), (long)failed);
    }

    private static double Percentile(string output, int percentile)
    {
        var match = Regex.Match(output, $@"^\s*{percentile}%\s+([\d.]+)(us|ms|s)\s*$", RegexOptions.Multiline);
        var scale = match.Groups[2].Value switch { "us" => 0.001, "ms" => 1, _ => 1000 };
        return match.Success ? Number(match.Groups[1].Value) * scale : double.NaN;
    }

    private static double Number(string text) => double.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : 0;

    [GeneratedRegex(@"(\d+) requests in")]
    private static partial Regex Requests();

    [GeneratedRegex(@"Requests/sec:\s+([\d.]+)")]
    private static partial Regex PerSecond();

    [GeneratedRegex(@"Non-2xx or 3xx responses: (\d+)")]
    private static partial Regex NotOk();

    [GeneratedRegex(@"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)")]
    private static partial Regex SocketErrors();
}
