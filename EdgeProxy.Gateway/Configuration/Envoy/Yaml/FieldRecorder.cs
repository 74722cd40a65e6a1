namespace EdgeProxy.Gateway.Configuration.Envoy;

/// <summary>Notes what the reader of a message does with each of its fields: the table of <c>docs/from-envoy.md</c> is made of it.</summary>
internal sealed class FieldRecorder
{
    private readonly Dictionary<string, (FieldSupport Support, string Note)> _fields = new(StringComparer.Ordinal);

    /// <summary>What is done with a field, and the reason or the limits; null for a field that the reader does not know.</summary>
    public (FieldSupport Support, string Note)? Find(string name) => _fields.TryGetValue(name, out var field) ? field : null;

    /// <summary>Notes a field. Whoever asks for a field to refuse it or to warn of it asks for its value too.</summary>
    public void Add(string name, FieldSupport support, string note)
    {
        if (support != FieldSupport.Served || !_fields.ContainsKey(name))
            _fields[name] = (support, note);
    }

    /// <summary>Notes which values of a field are served, where not all are.</summary>
    public void Limit(string name, string values) => _fields[name] = (FieldSupport.Served, values);
}
