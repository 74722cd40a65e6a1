namespace EdgeProxy.Gateway.Configuration.Settings;

/// <summary>
/// A key that a reader asked for, with what it allows there. A <see cref="SectionReader"/> that records makes a tree of them, so that the
/// readers themselves say which settings there are.
/// </summary>
internal sealed class SettingNode
{
    /// <summary>The key of children that may have any name.</summary>
    public const string AnyName = "*";

    private readonly List<(string Key, SettingNode Node)> _children = [];

    public SettingKind Kind { get; private set; } = SettingKind.Section;

    /// <summary>What holds without the key; null for nothing.</summary>
    public object? Default { get; private set; }

    /// <summary>The least number.</summary>
    public long Least { get; private set; } = long.MinValue;

    /// <summary>The greatest number.</summary>
    public long Most { get; private set; } = long.MaxValue;

    /// <summary>The names of a choice.</summary>
    public IReadOnlyList<string> Names { get; private set; } = [];

    /// <summary>The keys below, in the order in which they were asked for.</summary>
    public IReadOnlyList<(string Key, SettingNode Node)> Children => _children;

    public SettingNode Child(string key)
    {
        var known = _children.Find(child => child.Key.Equals(key, StringComparison.OrdinalIgnoreCase));
        if (known.Node is not null)
            return known.Node;
        var node = new SettingNode();
        _children.Add((key, node));
        return node;
    }

    public void Is(SettingKind kind, object? byDefault = null)
    {
        // Whoever asks for the text first and for a number then wants a number.
        if (kind != SettingKind.String || Kind == SettingKind.Section)
            Kind = kind;
        Default = byDefault ?? Default;
    }

    public void IsNumber(long? byDefault, long least, long most)
    {
        Is(SettingKind.Number, byDefault);
        (Least, Most) = (least, most);
    }

    public void IsChoice(string byDefault, IReadOnlyList<string> names)
    {
        Is(SettingKind.Choice, byDefault);
        Names = names;
    }
}
