using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using EdgeProxy.Dashboard.Otlp.Wire;
using OpenTelemetry.Proto.Common.V1;

namespace EdgeProxy.Dashboard.Telemetry.Decoding;

/// <summary>Writes an <c>AnyValue</c> as plain JSON, for people to read.</summary>
internal static class AnyValueJson
{
    private static readonly JsonWriterOptions Options = new()
    {
        // Text for a reader, not for HTML: the pages encode whatever they show.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = 256,
        SkipValidation = true,
    };

    public static string Write(ReadOnlySpan<byte> anyValue)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Options))
            WriteValue(writer, anyValue);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteValue(Utf8JsonWriter writer, ReadOnlySpan<byte> anyValue)
    {
        // The last member of the oneof counts: find it, then write it.
        int last = 0, lastField = 0;
        var scan = new WireReader(anyValue);
        for (var start = 0; scan.TryReadTag(out var field, out var type); start = scan.Position)
        {
            scan.Skip(type);
            if (field is >= AnyValue.StringValueFieldNumber and <= AnyValue.BytesValueFieldNumber)
                (last, lastField) = (start, field);
        }

        if (lastField == 0)
        {
            writer.WriteNullValue();
            return;
        }

        var reader = new WireReader(anyValue[last..]);
        reader.TryReadTag(out _, out var wireType);
        switch (lastField, wireType)
        {
            case (AnyValue.StringValueFieldNumber, WireType.LengthDelimited):
                writer.WriteStringValue(AttributeDecoder.Text(reader.ReadBytes()));
                break;
            case (AnyValue.BoolValueFieldNumber, WireType.Varint):
                writer.WriteBooleanValue(reader.ReadVarint() != 0);
                break;
            case (AnyValue.IntValueFieldNumber, WireType.Varint):
                writer.WriteNumberValue((long)reader.ReadVarint());
                break;
            case (AnyValue.DoubleValueFieldNumber, WireType.Fixed64):
                WriteNumber(writer, reader.ReadDouble());
                break;
            case (AnyValue.ArrayValueFieldNumber, WireType.LengthDelimited):
                WriteArray(writer, reader.ReadBytes());
                break;
            case (AnyValue.KvlistValueFieldNumber, WireType.LengthDelimited):
                WriteMap(writer, reader.ReadBytes());
                break;
            case (AnyValue.BytesValueFieldNumber, WireType.LengthDelimited):
                writer.WriteBase64StringValue(reader.ReadBytes());
                break;
            default:
                writer.WriteNullValue();
                break;
        }
    }

    private static void WriteNumber(Utf8JsonWriter writer, double value)
    {
        if (double.IsFinite(value))
            writer.WriteNumberValue(value);
        else
            writer.WriteStringValue(value.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    private static void WriteArray(Utf8JsonWriter writer, ReadOnlySpan<byte> array)
    {
        writer.WriteStartArray();
        var reader = new WireReader(array);
        while (reader.TryReadTag(out var field, out var type))
        {
            if (field == ArrayValue.ValuesFieldNumber && type == WireType.LengthDelimited)
                WriteValue(writer, reader.ReadBytes());
            else
                reader.Skip(type);
        }

        writer.WriteEndArray();
    }

    private static void WriteMap(Utf8JsonWriter writer, ReadOnlySpan<byte> map)
    {
        writer.WriteStartObject();
        var reader = new WireReader(map);
        while (reader.TryReadTag(out var field, out var type))
        {
            if (field == KeyValueList.ValuesFieldNumber && type == WireType.LengthDelimited)
                WriteEntry(writer, reader.ReadBytes());
            else
                reader.Skip(type);
        }

        writer.WriteEndObject();
    }

    private static void WriteEntry(Utf8JsonWriter writer, ReadOnlySpan<byte> keyValue)
    {
        ReadOnlySpan<byte> key = [], value = [];
        var reader = new WireReader(keyValue);
        while (reader.TryReadTag(out var field, out var type))
        {
            if (field == KeyValue.KeyFieldNumber && type == WireType.LengthDelimited)
                key = reader.ReadBytes();
            else if (field == KeyValue.ValueFieldNumber && type == WireType.LengthDelimited)
                value = reader.ReadBytes();
            else
                reader.Skip(type);
        }

        writer.WritePropertyName(AttributeDecoder.Text(key));
        WriteValue(writer, value);
    }
}
