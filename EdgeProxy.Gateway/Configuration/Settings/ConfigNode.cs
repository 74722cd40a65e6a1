namespace EdgeProxy.Gateway.Configuration.Settings;

/// <summary>A key of the configuration with everything below it, in the order of the file.</summary>
internal sealed class ConfigNode(string key, string path)
{
    private Dictionary<string, ConfigNode>? _children;

    public string Key => key;

    /// <summary>The whole key: <c>ReverseProxy:Clusters:ping-cluster</c>.</summary>
    public string Path => path;

    public string? Value { get; set; }

    public IReadOnlyCollection<ConfigNode> Children => _children is null ? [] : _children.Values;

    public bool IsEmpty => Value is null && _children is null;

    public ConfigNode? Find(string child) => _children is not null && _children.TryGetValue(child, out var node) ? node : null;

    public ConfigNode GetOrAdd(ReadOnlySpan<char> child)
    {
        _children ??= new Dictionary<string, ConfigNode>(StringComparer.OrdinalIgnoreCase);
        var bySpan = _children.GetAlternateLookup<ReadOnlySpan<char>>();
        if (bySpan.TryGetValue(child, out var node))
            return node;
        var name = child.ToString();
        return _children[name] = new ConfigNode(name, path.Length == 0 ? name : $"{path}:{name}");
    }
}
