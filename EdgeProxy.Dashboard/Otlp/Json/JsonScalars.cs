using System.Globalization;
using System.Text.Json;
using EdgeProxy.Dashboard.Otlp.Wire;
using Google.Protobuf.Reflection;

namespace EdgeProxy.Dashboard.Otlp.Json;

/// <summary>Reads values that are no messages (protobuf, "JSON Mapping", with OTLP's deviations).</summary>
internal static class JsonScalars
{
    public static void Write(ref Utf8JsonReader reader, JsonField field, WireWriter output)
    {
        switch (field.Type)
        {
            case FieldType.String:
                output.WriteString(field.Number, Text(ref reader, field));
                break;
            case FieldType.Bytes:
                output.WriteBytes(field.Number, Bytes(ref reader, field));
                break;
            case FieldType.Bool:
                output.WriteVarint(field.Number, Boolean(ref reader, field) ? 1UL : 0UL);
                break;
            case FieldType.Double:
                output.WriteTag(field.Number, WireType.Fixed64);
                output.WriteFixed64(BitConverter.DoubleToUInt64Bits(Number(ref reader, field)));
                break;
            case FieldType.Fixed64 or FieldType.UInt64:
                WriteLong(output, field, Unsigned(ref reader, field, ulong.MaxValue));
                break;
            case FieldType.SFixed64 or FieldType.Int64:
                WriteLong(output, field, (ulong)Signed(ref reader, field, long.MinValue, long.MaxValue));
                break;
            case FieldType.Fixed32:
                output.WriteTag(field.Number, WireType.Fixed32);
                output.WriteFixed32((uint)Unsigned(ref reader, field, uint.MaxValue));
                break;
            case FieldType.UInt32:
                output.WriteVarint(field.Number, Unsigned(ref reader, field, uint.MaxValue));
                break;
            case FieldType.SInt32:
                var signed = (int)Signed(ref reader, field, int.MinValue, int.MaxValue);
                output.WriteVarint(field.Number, (uint)((signed << 1) ^ (signed >> 31)));
                break;
            case FieldType.Int32:
                output.WriteVarint(field.Number, (ulong)Signed(ref reader, field, int.MinValue, int.MaxValue));
                break;
            case FieldType.Enum:
                if (reader.TokenType != JsonTokenType.Number)
                    throw Unexpected(ref reader, field, "an integer: OTLP has no names for enum values");
                output.WriteVarint(field.Number, (ulong)Signed(ref reader, field, int.MinValue, int.MaxValue));
                break;
            default:
                throw new InvalidOperationException($"No OTLP message has a field of type {field.Type}: '{field.Name}'.");
        }
    }

    private static void WriteLong(WireWriter output, JsonField field, ulong value)
    {
        if (field.Type is FieldType.Int64 or FieldType.UInt64)
        {
            output.WriteVarint(field.Number, value);
            return;
        }

        output.WriteTag(field.Number, WireType.Fixed64);
        output.WriteFixed64(value);
    }

    private static string Text(ref Utf8JsonReader reader, JsonField field) =>
        reader.TokenType == JsonTokenType.String ? reader.GetString()! : throw Unexpected(ref reader, field, "a string");

    private static byte[] Bytes(ref Utf8JsonReader reader, JsonField field)
    {
        var text = Text(ref reader, field);
        try
        {
            return field.IsHex ? Convert.FromHexString(text) : FromBase64(text);
        }
        catch (FormatException)
        {
            throw Unexpected(ref reader, field, field.IsHex ? "pairs of hexadecimal digits" : "base64");
        }
    }

    /// <summary>The URL alphabet and missing padding are accepted too (protobuf, "JSON Mapping").</summary>
    private static byte[] FromBase64(string text)
    {
        var standard = text.Replace('-', '+').Replace('_', '/');
        return Convert.FromBase64String(standard.PadRight((standard.Length + 3) / 4 * 4, '='));
    }

    private static bool Boolean(ref Utf8JsonReader reader, JsonField field) =>
        reader.TokenType is JsonTokenType.True or JsonTokenType.False ? reader.GetBoolean() : throw Unexpected(ref reader, field, "true or false");

    private static double Number(ref Utf8JsonReader reader, JsonField field)
    {
        if (reader.TokenType == JsonTokenType.Number)
            return reader.GetDouble();
        return Text(ref reader, field) switch
        {
            "NaN" => double.NaN,
            "Infinity" => double.PositiveInfinity,
            "-Infinity" => double.NegativeInfinity,
            var text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) => value,
            _ => throw Unexpected(ref reader, field, "a number"),
        };
    }

    private static ulong Unsigned(ref Utf8JsonReader reader, JsonField field, ulong greatest)
    {
        if (reader.TokenType == JsonTokenType.Number ? reader.TryGetUInt64(out var value)
            : ulong.TryParse(Text(ref reader, field), NumberStyles.None, CultureInfo.InvariantCulture, out value))
            return value <= greatest ? value : throw Unexpected(ref reader, field, $"an integer from 0 to {greatest}");
        return (ulong)Whole(ref reader, field, 0, greatest);
    }

    private static long Signed(ref Utf8JsonReader reader, JsonField field, long least, long greatest)
    {
        if (reader.TokenType == JsonTokenType.Number ? reader.TryGetInt64(out var value)
            : long.TryParse(Text(ref reader, field), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value))
            return value >= least && value <= greatest ? value : throw Unexpected(ref reader, field, $"an integer from {least} to {greatest}");
        return (long)Whole(ref reader, field, least, greatest);
    }

    /// <summary>An integer written as 1e3 or 5.0, which JSON Mapping allows where no fraction is lost.</summary>
    private static double Whole(ref Utf8JsonReader reader, JsonField field, double least, double greatest)
    {
        var value = Number(ref reader, field);
        return double.IsInteger(value) && value >= least && value < greatest
            ? value
            : throw Unexpected(ref reader, field, $"an integer from {least} to {greatest}");
    }

    private static FormatException Unexpected(ref Utf8JsonReader reader, JsonField field, string expected) =>
        new($"'{field.Name}' must be {expected} (byte {reader.TokenStartIndex}).");
}
