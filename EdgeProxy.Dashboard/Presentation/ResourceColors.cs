using System.Collections.Concurrent;

namespace EdgeProxy.Dashboard.Presentation;

/// <summary>
/// Gives each service one of twelve colours, in the order in which they are first drawn, so that the first twelve differ. Replicas share
/// the colour of their service.
/// </summary>
internal sealed class ResourceColors
{
    private const int Colors = 12;
    private const int MostNames = 20_000;
    private readonly ConcurrentDictionary<string, int> _indexes = new(StringComparer.Ordinal);
    private int _next = -1;

    /// <summary>The class that carries the colour: <c>c0</c> to <c>c11</c>.</summary>
    public string ClassOf(string name)
    {
        // Names come from telemetry, which is hostile input: past a bound nothing is remembered and the name itself decides.
        if (!_indexes.TryGetValue(name, out var index))
        {
            index = _indexes.Count < MostNames
                ? _indexes.GetOrAdd(name, _ => Interlocked.Increment(ref _next) % Colors)
                : (int)((uint)string.GetHashCode(name, StringComparison.Ordinal) % Colors);
        }

        return ClassAt(index);
    }

    /// <summary>The class of a place in a list.</summary>
    public static string ClassAt(int index) => $"c{index % Colors}";
}
