using System.Globalization;

namespace EdgeProxy.EdgeBench.Allocations;

/// <summary>What a process allocated so far, in bytes by type.</summary>
internal sealed class AllocationCounts(IReadOnlyDictionary<string, long> bytes)
{
    public IReadOnlyDictionary<string, long> Bytes => bytes;

    public static async Task<AllocationCounts> ReadAsync(string file)
    {
        var lines = await File.ReadAllLinesAsync(file);
        return new AllocationCounts(lines.Select(line => line.Split(' ', 2)).ToDictionary(
            part => part[1], part => long.Parse(part[0], CultureInfo.InvariantCulture), StringComparer.Ordinal));
    }

    public IReadOnlyDictionary<string, long> Since(AllocationCounts before) =>
        bytes.ToDictionary(one => one.Key, one => one.Value - before.Bytes.GetValueOrDefault(one.Key));
}
