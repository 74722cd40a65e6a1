namespace EdgeProxy.EdgeBench;

/// <summary>What the measurements ran on.</summary>
internal static class Machine
{
    public static string Describe()
    {
        var model = File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim();
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1024.0 * 1024 * 1024);
        return FormattableString.Invariant($"{model ?? "unknown processor"}, {Environment.ProcessorCount} cores, {memory:F0} GiB, Linux {Environment.OSVersion.Version}");
    }
}
