using System.Text;
using Google.Protobuf.Reflection;

namespace EdgeProxy.Dashboard.Otlp.Json;

/// <summary>A field, as JSON and protobuf have it.</summary>
internal sealed class JsonField(FieldDescriptor descriptor)
{
    public string Name { get; } = descriptor.JsonName;

    public byte[] Utf8Name { get; } = Encoding.UTF8.GetBytes(descriptor.JsonName);

    public int Number { get; } = descriptor.FieldNumber;

    public FieldType Type { get; } = descriptor.FieldType;

    public bool IsRepeated { get; } = descriptor.IsRepeated;

    /// <summary>Ids are hexadecimal; all other bytes base64.</summary>
    public bool IsHex { get; } = descriptor.FieldType == FieldType.Bytes && descriptor.Name is "trace_id" or "span_id" or "parent_span_id";

    /// <summary>What it contains, where it is a message.</summary>
    public JsonMessage? Message { get; } = descriptor.FieldType == FieldType.Message ? JsonMessage.Of(descriptor.MessageType) : null;
}
