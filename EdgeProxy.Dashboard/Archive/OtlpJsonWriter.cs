using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace EdgeProxy.Dashboard.Archive;

/// <summary>
/// Writes messages as OTLP spells them in JSON ("JSON Protobuf Encoding"): ids in hexadecimal, enums as numbers, 64-bit integers as text.
/// Google's own formatter does none of the three.
/// </summary>
internal static class OtlpJsonWriter
{
    private static readonly HashSet<string> HexFields = ["trace_id", "span_id", "parent_span_id"];

    /// <summary>Writes one message; fields that were not set are left out.</summary>
    public static void Write(Utf8JsonWriter json, IMessage message)
    {
        json.WriteStartObject();
        foreach (var field in message.Descriptor.Fields.InDeclarationOrder())
        {
            if (field.IsRepeated)
                WriteList(json, field, (System.Collections.IList)field.Accessor.GetValue(message));
            else if (IsSet(field, message))
            {
                json.WritePropertyName(field.JsonName);
                WriteValue(json, field, field.Accessor.GetValue(message));
            }
        }

        json.WriteEndObject();
    }

    private static void WriteList(Utf8JsonWriter json, FieldDescriptor field, System.Collections.IList values)
    {
        if (values.Count == 0)
            return;
        json.WriteStartArray(field.JsonName);
        foreach (var value in values)
            WriteValue(json, field, value);
        json.WriteEndArray();
    }

    private static bool IsSet(FieldDescriptor field, IMessage message)
    {
        if (field.HasPresence)
            return field.Accessor.HasValue(message);
        return field.Accessor.GetValue(message) switch
        {
            ByteString bytes => bytes.Length > 0,
            string text => text.Length > 0,
            double number => number != 0,
            bool value => value,
            Enum value => Convert.ToInt32(value) != 0,
            ulong number => number != 0,
            long number => number != 0,
            uint number => number != 0,
            int number => number != 0,
            _ => true,
        };
    }

    private static void WriteValue(Utf8JsonWriter json, FieldDescriptor field, object value)
    {
        switch (value)
        {
            case IMessage message:
                Write(json, message);
                break;
            case ByteString bytes when HexFields.Contains(field.Name):
                json.WriteStringValue(Convert.ToHexStringLower(bytes.Span));
                break;
            case ByteString bytes:
                json.WriteBase64StringValue(bytes.Span);
                break;
            case string text:
                json.WriteStringValue(text);
                break;
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case double number when double.IsFinite(number):
                json.WriteNumberValue(number);
                break;
            case double number:
                json.WriteStringValue(double.IsNaN(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity");
                break;
            case ulong or long:
                json.WriteStringValue(value.ToString());
                break;
            default:
                json.WriteNumberValue(Convert.ToInt64(value));
                break;
        }
    }
}
