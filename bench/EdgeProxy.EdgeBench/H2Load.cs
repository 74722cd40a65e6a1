using System.Globalization;
using System.Text.RegularExpressions;

namespace EdgeProxy.EdgeBench;

/// <summary>Runs h2load, for HTTP/2 and for fixed rates, which wrk has not, and works out percentiles from its log of every request.</summary>
internal static partial class H2Load
{
    /// <param name="target">What is asked for.</param>
    /// <param name="load">The load.</param>
    /// <param name="seconds">How long.</param>
    /// <param name="rate">Requests a second in all; 0 for as many as are answered.</param>
    /// <param name="logFile">Where its log may be.</param>
    public static async Task<LoadResult> RunAsync(Uri target, LoadCase load, int seconds, double rate, string logFile)
    {
        File.Delete(logFile);
        string[] command =
        [
            "h2load", "-t1", $"-c{load.Connections}", $"-m{Math.Max(load.StreamsPerConnection, 1)}", $"-D{seconds}", $"--log-file={logFile}",
        ];
        if (!load.IsHttp2)
            command = [.. command, "--h1"];
        if (rate > 0)
            command = [.. command, $"--rps={(rate / load.Connections).ToString("F2", CultureInfo.InvariantCulture)}"];
        var output = await Tool.RunAsync([.. command, target.AbsoluteUri]);
        var answered = long.Parse(Answered().Match(output).Groups[1].Value, CultureInfo.InvariantCulture);
        var times = await ReadAsync(logFile);
        var failed = long.Parse(Failed().Match(output).Groups[1].Value, CultureInfo.InvariantCulture);
        return new LoadResult(answered, answered / (double)seconds, At(times, 0.5), At(times, 0.99), failed);
    }

    /// <summary>The latencies, sorted, in microseconds. A line is start, status and latency, parted by tabs.</summary>
    private static async Task<long[]> ReadAsync(string logFile)
    {
        var times = new List<long>();
        await foreach (var line in File.ReadLinesAsync(logFile))
        {
            if (line.Split('\t') is [_, "200", var time])
                times.Add(long.Parse(time, CultureInfo.InvariantCulture));
        }

        times.Sort();
        return [.. times];
    }

    private static double At(long[] times, double part) => times.Length == 0 ? double.NaN : times[(int)(times.Length * part)] / 1000.0;

    [GeneratedRegex(@"status codes: (\d+) 2xx")]
    private static partial Regex Answered();

    [GeneratedRegex(@"(\d+) failed")]
    private static partial Regex Failed();
}
