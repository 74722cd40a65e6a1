using System.Globalization;
using System.Text;

namespace EdgeProxy.StartupBench;

/// <summary>
/// The processes of one run, found by a variable in their environment: the orchestrator detaches itself, so that parents say nothing. Read from /proc, so Linux alone.
/// </summary>
internal sealed class ProcessTree(string mark)
{
    private const double TicksPerSecond = 100;
    private readonly byte[] _mark = Encoding.ASCII.GetBytes($"{RunVariable}={mark}\0");

    public const string RunVariable = "EDGEPROXY_STARTUP_BENCH";

    public IReadOnlyList<(int Id, string Program)> Find()
    {
        var found = new List<(int, string)>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), out var id) || id == Environment.ProcessId)
                continue;
            try
            {
                if (File.ReadAllBytes($"{folder}/environ").AsSpan().IndexOf(_mark) >= 0)
                    found.Add((id, File.ReadAllText($"{folder}/cmdline").Split('\0')[0]));
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                // It ended meanwhile, or is another user's.
            }
        }

        return found;
    }

    /// <summary>User and system time of each process and of its children that ended, in seconds.</summary>
    public double ProcessorTime() => Find().Sum(process => ReadOrZero($"/proc/{process.Id}/stat", text =>
        text[(text.LastIndexOf(')') + 2)..].Split(' ')[11..15].Sum(ticks => double.Parse(ticks, CultureInfo.InvariantCulture)) / TicksPerSecond));

    /// <summary>Proportional set size in MB.</summary>
    public double Memory() => Find().Sum(process => ReadOrZero($"/proc/{process.Id}/smaps_rollup", text =>
        double.Parse(text.Split('\n').First(line => line.StartsWith("Pss:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024 / 1e6));

    private static double ReadOrZero(string path, Func<string, double> read)
    {
        try
        {
            return read(File.ReadAllText(path));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            return 0;
        }
    }
}
