using Google.Protobuf.Reflection;

namespace EdgeProxy.Dashboard.Otlp.Wire;

/// <summary>Which fields of a message are messages themselves, so that a payload can be checked to the last byte without building objects.</summary>
internal sealed class MessageShape
{
    /// <summary>How deep messages may be nested: what Google's own parsers allow.</summary>
    private const int MaxDepth = 100;

    private static readonly Dictionary<string, MessageShape> Known = [];

    private MessageShape?[] _nested = [];

    private MessageShape()
    {
    }

    /// <summary>The shape of a message that the <c>.proto</c> files describe.</summary>
    public static MessageShape Of(MessageDescriptor descriptor)
    {
        lock (Known)
            return Build(descriptor);
    }

    /// <summary>Reads a message and all that is nested in it.</summary>
    /// <exception cref="MalformedPayloadException">Something in it cannot be read.</exception>
    public void Check(ReadOnlySpan<byte> message, int depth = 0)
    {
        if (depth > MaxDepth)
            throw new MalformedPayloadException($"The protobuf message cannot be read: it is nested more than {MaxDepth} deep.");
        var reader = new WireReader(message);
        while (reader.TryReadTag(out var field, out var type))
        {
            var nested = type == WireType.LengthDelimited && field < _nested.Length ? _nested[field] : null;
            if (nested is null)
                reader.Skip(type);
            else
                nested.Check(reader.ReadBytes(), depth + 1);
        }
    }

    private static MessageShape Build(MessageDescriptor descriptor)
    {
        if (Known.TryGetValue(descriptor.FullName, out var known))
            return known;
        var shape = new MessageShape();
        Known.Add(descriptor.FullName, shape);
        var fields = descriptor.Fields.InFieldNumberOrder();
        shape._nested = new MessageShape?[fields.Count == 0 ? 0 : fields[^1].FieldNumber + 1];
        foreach (var field in fields)
        {
            if (field.FieldType == FieldType.Message)
                shape._nested[field.FieldNumber] = Build(field.MessageType);
        }

        return shape;
    }
}
