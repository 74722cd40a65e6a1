using System.Collections;

namespace EdgeProxy.Conformance;

/// <summary>Header lines as they came, in order, repeated ones apart. Names are compared without case.</summary>
public sealed class HeaderList : IReadOnlyList<KeyValuePair<string, string>>
{
    private readonly List<KeyValuePair<string, string>> _lines = [];

    /// <inheritdoc/>
    public int Count => _lines.Count;

    /// <inheritdoc/>
    public KeyValuePair<string, string> this[int index] => _lines[index];

    /// <summary>Adds a line.</summary>
    public void Add(string name, string value) => _lines.Add(new(name, value));

    /// <summary>Every value of a header, one for each line.</summary>
    public IReadOnlyList<string> All(string name) =>
        [.. _lines.Where(l => l.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(l => l.Value)];

    /// <summary>A header's values joined by ", ", or null when it is absent.</summary>
    public string? Find(string name)
    {
        var values = All(name);
        return values.Count == 0 ? null : string.Join(", ", values);
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => _lines.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Reads the lines between a first line and the empty line.</summary>
    public static HeaderList Parse(IEnumerable<string> lines)
    {
        var list = new HeaderList();
        foreach (var line in lines)
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0)
                list.Add(line[..colon], line[(colon + 1)..].Trim(' ', '\t'));
            else
                list.Add(line, "");
        }

        return list;
    }
}
