using System.Collections.Concurrent;
using System.Text.Json;
using Google.Protobuf.Reflection;

namespace EdgeProxy.Dashboard.Otlp.Json;

/// <summary>A message with its fields by their JSON names and by their numbers.</summary>
internal sealed class JsonMessage
{
    private static readonly ConcurrentDictionary<MessageDescriptor, JsonMessage> Known = new();

    private readonly MessageDescriptor _descriptor;
    private JsonField[]? _fields;

    private JsonMessage(MessageDescriptor descriptor) => _descriptor = descriptor;

    public string Name => _descriptor.Name;

    // Made at first use, because messages contain each other.
    private JsonField[] Fields => _fields ??= [.. _descriptor.Fields.InFieldNumberOrder().Select(descriptor => new JsonField(descriptor))];

    public static JsonMessage Of(MessageDescriptor descriptor) => Known.GetOrAdd(descriptor, static key => new JsonMessage(key));

    /// <summary>The field that the reader's property names; null when there is none: it is passed over.</summary>
    public JsonField? Find(ref Utf8JsonReader reader)
    {
        foreach (var field in Fields)
        {
            if (reader.ValueTextEquals(field.Utf8Name))
                return field;
        }

        return null;
    }

    public JsonField? Find(int number) => Array.Find(Fields, field => field.Number == number);
}
