using System.Globalization;

namespace EdgeProxy.Reliability.Tests.Support;

/// <summary>What a process uses (Linux).</summary>
/// <param name="Memory">Resident memory in bytes.</param>
/// <param name="Handles">Open files and sockets.</param>
/// <param name="Threads">Threads.</param>
/// <param name="Cpu">Processor time so far.</param>
internal sealed record ProcessUsage(long Memory, int Handles, int Threads, TimeSpan Cpu)
{
    // USER_HZ is 100 on every Linux that .NET runs on.
    private const double TicksPerSecond = 100;

    public double MemoryMegabytes => Memory / 1024.0 / 1024.0;

    public static ProcessUsage Read(int process)
    {
        var status = File.ReadAllLines($"/proc/{process}/status");
        // The second field is a name that may have spaces; what is counted on follows its bracket.
        var stat = File.ReadAllText($"/proc/{process}/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        var ticks = long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture);
        return new ProcessUsage(
            Number(status, "VmRSS:") * 1024,
            Directory.EnumerateFileSystemEntries($"/proc/{process}/fd").Count(),
            (int)Number(status, "Threads:"),
            TimeSpan.FromSeconds(ticks / TicksPerSecond));
    }

    private static long Number(string[] lines, string key) => long.Parse(
        lines.First(line => line.StartsWith(key, StringComparison.Ordinal))[key.Length..].Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[0],
        CultureInfo.InvariantCulture);
}
