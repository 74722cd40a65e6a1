using System.Text.Json;
using EdgeProxy.Dashboard.Otlp.Wire;
using Google.Protobuf.Reflection;

namespace EdgeProxy.Dashboard.Otlp.Json;

/// <summary>
/// Turns OTLP's JSON into protobuf, guided by the descriptors of the <c>.proto</c> files, so that one path reads both. Google's own JSON
/// parser cannot be used: OTLP has ids in hexadecimal, numbers only for enums, and lowerCamelCase names only ("JSON Protobuf Encoding").
/// </summary>
internal static class OtlpJsonReader
{
    private const int MaxDepth = 128;

    /// <summary>Writes the message <paramref name="descriptor"/> that <paramref name="json"/> spells.</summary>
    /// <exception cref="MalformedPayloadException">It is not JSON, or not this message.</exception>
    public static WireWriter Read(ReadOnlySpan<byte> json, MessageDescriptor descriptor)
    {
        var output = new WireWriter(Math.Max(64, json.Length / 2));
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = MaxDepth });
        try
        {
            reader.Read();
            ReadMessage(ref reader, JsonMessage.Of(descriptor), output);
            reader.Read();
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException or OverflowException)
        {
            throw new MalformedPayloadException($"The JSON cannot be read: {e.Message}", e);
        }

        return output;
    }

    private static void ReadMessage(ref Utf8JsonReader reader, JsonMessage message, WireWriter output)
    {
        Expect(ref reader, JsonTokenType.StartObject, message.Name);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var field = message.Find(ref reader);
            reader.Read();
            if (field is null)
                reader.Skip();
            else if (reader.TokenType == JsonTokenType.Null)
                continue;
            else if (field.IsRepeated)
                ReadList(ref reader, field, output);
            else
                ReadValue(ref reader, field, output);
        }
    }

    private static void ReadList(ref Utf8JsonReader reader, JsonField field, WireWriter output)
    {
        Expect(ref reader, JsonTokenType.StartArray, field.Name);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            ReadValue(ref reader, field, output);
    }

    private static void ReadValue(ref Utf8JsonReader reader, JsonField field, WireWriter output)
    {
        if (field.Message is null)
        {
            JsonScalars.Write(ref reader, field, output);
            return;
        }

        var start = output.BeginMessage(field.Number);
        ReadMessage(ref reader, field.Message, output);
        output.EndMessage(start);
    }

    private static void Expect(ref Utf8JsonReader reader, JsonTokenType token, string where)
    {
        if (reader.TokenType != token)
            throw new FormatException($"'{where}' is a {reader.TokenType} where a {token} was expected (byte {reader.TokenStartIndex}).");
    }
}
