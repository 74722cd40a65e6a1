using System.Diagnostics;

namespace EdgeProxy.Conformance;

/// <summary>Reads the proxy's access log while it is being written.</summary>
internal static class AccessLogFile
{
    // A log may be written some time after the answer: Envoy's own is flushed every second.
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(5);

    /// <summary>The first line with a mark in it; null when none comes within 5 s.</summary>
    public static async Task<string?> FindAsync(string path, string mark, CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            if (await ReadAsync(path, mark, cancellation) is { } line)
                return line;
            if (watch.Elapsed > Bound)
                return null;
            await Task.Delay(50, cancellation);
        }
    }

    private static async Task<string?> ReadAsync(string path, string mark, CancellationToken cancellation)
    {
        if (!File.Exists(path))
            return null;
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(file);
        while (await reader.ReadLineAsync(cancellation) is { } line)
        {
            if (line.Contains(mark, StringComparison.Ordinal))
                return line;
        }

        return null;
    }
}
