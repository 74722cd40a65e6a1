using EdgeProxy.Gateway.Configuration.Model;
using YamlDotNet.RepresentationModel;

namespace EdgeProxy.Gateway.Configuration.Envoy;

/// <summary>
/// One message of Envoy's API as it stands in the file. Every field that a reader asks for counts as known; <see cref="Finish"/> reports
/// the others. Names may be snake_case or lowerCamelCase, as in the JSON form of protocol buffers.
/// </summary>
internal sealed partial class Message
{
    private const int DeepestMessage = 40;
    private readonly ProblemLog _log;
    private readonly YamlNode _node;
    private readonly int _depth;
    private readonly Dictionary<string, (YamlNode Key, YamlNode Value)> _fields = new(StringComparer.Ordinal);
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _allowed = new(StringComparer.Ordinal);

    private readonly FieldRecorder? _recorder;

    private Message(YamlMappingNode node, string path, ProblemLog log, int depth, FieldRecorder? recorder = null)
    {
        _recorder = recorder;
        _log = log;
        _node = node;
        _depth = depth;
        Path = path;
        foreach (var (key, value) in node.Children.Where(field => !Scalars.IsIgnored(field.Key) && !Scalars.IsMerge(field.Key)))
        {
            var name = FieldName.ToSnakeCase((key as YamlScalarNode)?.Value ?? "");
            if (!_fields.TryAdd(name, (key, value)))
                _log.Error(key, At(name), $"'{name}' is given twice.");
        }

        foreach (var (key, value) in node.Children.Where(field => Scalars.IsMerge(field.Key)))
            Merge(key, value, depth: 0);
    }

    /// <summary>The field path from the root, e.g. <c>static_resources.clusters[0]</c>.</summary>
    public string Path { get; }

    public static Message Root(YamlMappingNode node, ProblemLog log) => new(node, "", log, 0);

    /// <summary>The message as JSON, as the file has it but for what may be secret; nothing where it is too large to be shown.</summary>
    public ConfigSource ToSource() => new(MessageJson.Write(_node));

    /// <summary>A message without fields, whose reader is asked what it does with each.</summary>
    public static Message Recording(FieldRecorder recorder) => new(new YamlMappingNode(), "", new ProblemLog(""), 0, recorder);

    /// <summary>Whether a field is given and not null.</summary>
    public bool Has(string name) => Find(name) is not null;

    /// <summary>The names of all fields, for maps.</summary>
    public IReadOnlyList<string> Names => [.. _fields.Keys];

    /// <summary>A name as it is written in the file.</summary>
    public string AsWritten(string name) => (_fields[name].Key as YamlScalarNode)?.Value ?? name;

    /// <summary>Whether a field is given and a message.</summary>
    public bool IsMessage(string name) => Find(name) is YamlMappingNode;

    /// <summary>Whether a field is given and a list.</summary>
    public bool IsList(string name) => Find(name) is YamlSequenceNode;

    /// <summary>A field that is a number or a truth value, as JSON; null for any other.</summary>
    public string? Literal(string name) => Find(name) is YamlScalarNode scalar ? MessageJson.Literal(scalar) : null;

    /// <summary>Another file that this message names; null after an error.</summary>
    public Message? OpenFile(string path)
    {
        try
        {
            return EnvoyConfigReader.ReadRoot(File.ReadAllText(path), path, _log.Other(path));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            Error($"the file '{Scalars.Short(path)}' cannot be read: {failure.Message}");
            return null;
        }
    }

    /// <summary>A field that is a message; null when it is absent.</summary>
    public Message? Child(string name)
    {
        if (Find(name) is not { } value)
            return null;
        return AsMessage(value, At(name));
    }

    /// <summary>A field that is a message; absent, it is an error and null.</summary>
    public Message? RequiredChild(string name)
    {
        if (!Has(name))
            Missing(name);
        return Child(name);
    }

    /// <summary>Whether every element of a field can be read as a message; one that cannot was reported.</summary>
    public bool IsReadable(string name) => Elements(name).All(element => element is YamlMappingNode);

    /// <summary>The elements of a field that is a list of messages.</summary>
    public IReadOnlyList<Message> Children(string name) =>
        [.. Elements(name).Select((element, index) => AsMessage(element, $"{At(name)}[{index}]")).OfType<Message>()];

    /// <summary>Says that ignoring these fields, if given, changes no answer.</summary>
    public void Ignore(string why, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            _recorder?.Add(name, FieldSupport.Warned, why);
            if (Find(name, allowed: false) is { } value)
                _log.Warning(KeyOf(name, value), At(name), $"ignored: {why}");
        }
    }

    /// <summary>Passes over fields that mean nothing to any answer, log line or statistic here.</summary>
    public void Skip(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            _recorder?.Add(name, FieldSupport.NoEffect, "");
            Find(name, allowed: false);
        }
    }

    /// <summary>Refuses these fields, if given.</summary>
    public void Refuse(string why, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            _recorder?.Add(name, FieldSupport.Refused, why);
            if (Find(name, allowed: false) is { } value)
                _log.Error(KeyOf(name, value), At(name), $"not supported: {why}");
        }
    }

    /// <summary>Refuses boolean fields that are true; false is what the gateway does anyway.</summary>
    public void RefuseTrue(string why, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            _recorder?.Add(name, FieldSupport.TrueRefused, why);
            if (Bool(name) == true)
                Error(name, $"'true' is not supported: {why}");
        }
    }

    /// <summary>Reports an error at a field.</summary>
    public void Error(string name, string message) => _log.Error(ValueOf(name), At(name), message);

    /// <summary>Reports a warning at a field.</summary>
    public void Warning(string name, string message) => _log.Warning(ValueOf(name), At(name), message);

    /// <summary>Reports an error at the message itself.</summary>
    public void Error(string message) => _log.Error(_node, Path, message);

    /// <summary>Reports a required field that is absent.</summary>
    public void Missing(string name) => _log.Error(_node, Path, $"'{name}' is missing.");

    /// <summary>Which one of these fields is given; none or several is an error, unless none is allowed.</summary>
    public string? OneOf(bool required, params string[] names)
    {
        var given = names.Where(name => Has(name)).ToList();
        if (given.Count > 1)
            Error(given[1], $"only one of {Quote(names)} may be given; '{given[0]}' is too.");
        if (given.Count == 0 && required)
            Error($"one of {Quote(names)} must be given.");
        return given.Count > 0 ? given[0] : null;
    }

    /// <summary>Reports unknown fields. To be called when everything has been read.</summary>
    public void Finish()
    {
        foreach (var (name, (key, _)) in _fields)
        {
            if (_known.Contains(name) || name == "@type")
                continue;
            if (FieldName.Replacement(name) is { } replacement)
                _log.Error(key, At(name), $"'{name}' is a field of an Envoy before version 2; write {replacement}.");
            else
                _log.Error(key, At(name), $"there is no field '{name}' here{FieldName.Suggest(name, _known)} {FieldName.Allowed(name, _allowed)}");
        }
    }

    private static string Quote(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"'{name}'"));

    private string At(string name) => Path.Length == 0 ? name : $"{Path}.{name}";

    private YamlNode ValueOf(string name) => _fields.TryGetValue(name, out var field) ? field.Value : _node;

    private YamlNode KeyOf(string name, YamlNode fallback) => _fields.TryGetValue(name, out var field) ? field.Key : fallback;

    private YamlNode? Find(string name, bool allowed = true)
    {
        _known.Add(name);
        _recorder?.Add(name, FieldSupport.Served, "");
        if (allowed)
            _allowed.Add(name);
        return _fields.TryGetValue(name, out var field) && !Scalars.IsNull(field.Value) ? field.Value : null;
    }

    private IEnumerable<YamlNode> Elements(string name)
    {
        if (Find(name) is not { } value)
            return [];
        // protobuf's JSON parser, as Envoy calls it, takes one element in the place of a list.
        return value is YamlSequenceNode list ? list.Children : [value];
    }

    /// <summary>YAML 1.1's merge key: fields of other mappings, where this one does not have them itself.</summary>
    private void Merge(YamlNode key, YamlNode value, int depth)
    {
        switch (value)
        {
            case YamlMappingNode mapping when depth < DeepestMessage:
                foreach (var (field, content) in mapping.Children.Where(field => !Scalars.IsIgnored(field.Key)))
                {
                    if (Scalars.IsMerge(field))
                        Merge(field, content, depth + 1);
                    else
                        _fields.TryAdd(FieldName.ToSnakeCase((field as YamlScalarNode)?.Value ?? ""), (field, content));
                }

                break;
            case YamlSequenceNode list when depth < DeepestMessage:
                foreach (var element in list.Children)
                    Merge(key, element, depth + 1);
                break;
            default:
                _log.Error(value, At("<<"), "a mapping or a list of mappings is expected here.");
                break;
        }
    }

    private Message? AsMessage(YamlNode node, string path)
    {
        // An alias can make a message contain itself, and a few of them a file of any size.
        if (!_log.CountMessage())
            return null;
        if (_depth >= DeepestMessage)
            _log.Error(node, path, $"nested more than {DeepestMessage} deep.");
        else if (node is YamlMappingNode mapping)
            return new Message(mapping, path, _log, _depth + 1);
        else
            _log.Error(node, path, "a mapping (name: value) is expected here.");
        return null;
    }
}
