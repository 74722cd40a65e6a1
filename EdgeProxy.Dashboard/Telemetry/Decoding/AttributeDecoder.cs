using System.Globalization;
using System.Text;
using EdgeProxy.Dashboard.Otlp.Wire;
using OpenTelemetry.Proto.Common.V1;

namespace EdgeProxy.Dashboard.Telemetry.Decoding;

/// <summary>Turns OTLP's <c>KeyValue</c> and <c>AnyValue</c> into what a reader sees.</summary>
internal static class AttributeDecoder
{
    /// <summary>Decodes all attributes of a message.</summary>
    /// <param name="message">The message that has them.</param>
    /// <param name="attributesField">The number of its field <c>attributes</c>.</param>
    /// <param name="droppedField">The number of its field <c>dropped_attributes_count</c>; 0 when it has none.</param>
    public static AttributeList DecodeList(ReadOnlySpan<byte> message, int attributesField, int droppedField)
    {
        List<TelemetryAttribute>? attributes = null;
        long dropped = 0;
        var reader = new WireReader(message);
        while (reader.TryReadTag(out var field, out var type))
        {
            if (field == attributesField && type == WireType.LengthDelimited)
                (attributes ??= []).Add(Decode(reader.ReadBytes()));
            else if (field == droppedField && type == WireType.Varint)
                dropped = (uint)reader.ReadVarint();
            else
                reader.Skip(type);
        }

        return attributes is null && dropped == 0 ? AttributeList.Empty : new AttributeList(attributes?.ToArray() ?? [], dropped);
    }

    /// <summary>Decodes one <c>KeyValue</c>.</summary>
    public static TelemetryAttribute Decode(ReadOnlySpan<byte> keyValue)
    {
        var key = "";
        var kind = AttributeKind.Empty;
        var text = "";
        var reader = new WireReader(keyValue);
        while (reader.TryReadTag(out var field, out var type))
        {
            if (type != WireType.LengthDelimited)
                reader.Skip(type);
            else if (field == KeyValue.KeyFieldNumber)
                key = Text(reader.ReadBytes());
            else if (field == KeyValue.ValueFieldNumber)
                (kind, text) = DecodeValue(reader.ReadBytes());
            else
                reader.Skip(type);
        }

        return new TelemetryAttribute(key, kind, text);
    }

    /// <summary>Decodes an <c>AnyValue</c>; of several members of its <c>oneof</c> the last one counts (protobuf, "Oneof").</summary>
    public static (AttributeKind Kind, string Text) DecodeValue(ReadOnlySpan<byte> anyValue)
    {
        var result = (AttributeKind.Empty, "");
        var reader = new WireReader(anyValue);
        while (reader.TryReadTag(out var field, out var type))
        {
            switch (field, type)
            {
                case (AnyValue.StringValueFieldNumber, WireType.LengthDelimited):
                    result = (AttributeKind.Text, Text(reader.ReadBytes()));
                    break;
                case (AnyValue.BoolValueFieldNumber, WireType.Varint):
                    result = (AttributeKind.Boolean, reader.ReadVarint() != 0 ? "true" : "false");
                    break;
                case (AnyValue.IntValueFieldNumber, WireType.Varint):
                    result = (AttributeKind.WholeNumber, ((long)reader.ReadVarint()).ToString(CultureInfo.InvariantCulture));
                    break;
                case (AnyValue.DoubleValueFieldNumber, WireType.Fixed64):
                    result = (AttributeKind.Number, reader.ReadDouble().ToString("R", CultureInfo.InvariantCulture));
                    break;
                case (AnyValue.BytesValueFieldNumber, WireType.LengthDelimited):
                    result = (AttributeKind.Bytes, Convert.ToBase64String(reader.ReadBytes()));
                    break;
                case (AnyValue.ArrayValueFieldNumber, WireType.LengthDelimited):
                    reader.ReadBytes();
                    result = (AttributeKind.Array, AnyValueJson.Write(anyValue));
                    break;
                case (AnyValue.KvlistValueFieldNumber, WireType.LengthDelimited):
                    reader.ReadBytes();
                    result = (AttributeKind.Map, AnyValueJson.Write(anyValue));
                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }

        return result;
    }

    /// <summary>UTF-8 as text; bytes that are not UTF-8 become U+FFFD.</summary>
    public static string Text(ReadOnlySpan<byte> utf8) => Encoding.UTF8.GetString(utf8);
}
