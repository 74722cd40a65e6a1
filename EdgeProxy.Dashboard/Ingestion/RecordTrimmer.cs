using System.Globalization;
using System.Text;
using EdgeProxy.Dashboard.Otlp.Wire;
using EdgeProxy.Dashboard.Telemetry;
using Microsoft.Extensions.Options;
using OpenTelemetry.Proto.Common.V1;

namespace EdgeProxy.Dashboard.Ingestion;

/// <summary>Writes a record again within the _limits. Most records are within them and never come here.</summary>
internal sealed class RecordTrimmer(IOptions<TelemetryLimitsOptions> options)
{
    private readonly TelemetryLimitsOptions _limits = options.Value;

    /// <summary>Whether a message has too many attributes or events, or one that may be too long.</summary>
    public bool Exceeds(ReadOnlySpan<byte> message, TrimShape shape)
    {
        // All of it shorter than one text may be, and with too few bytes for too many attributes: the common case.
        if (message.Length <= Math.Min(_limits.MaxAttributeLength, Math.Min(_limits.MaxAttributeCount, _limits.MaxSpanEventCount) * 2))
            return false;
        int attributes = 0, nested = 0;
        var reader = new WireReader(message);
        while (reader.TryReadTag(out var field, out var type))
        {
            if (type != WireType.LengthDelimited)
            {
                reader.Skip(type);
                continue;
            }

            var bytes = reader.ReadBytes();
            if (bytes.Length > _limits.MaxAttributeLength)
                return true;
            if (field == shape.Attributes && ++attributes > _limits.MaxAttributeCount)
                return true;
            if (shape.Nested.TryGetValue(field, out var inner) && (++nested > _limits.MaxSpanEventCount || Exceeds(bytes, inner.Shape)))
                return true;
        }

        return false;
    }

    /// <summary>Writes <paramref name="message"/> within the limits; what is left out is counted in the field that OTLP has for it.</summary>
    public void Trim(ReadOnlySpan<byte> message, TrimShape shape, WireWriter output)
    {
        ulong dropped = 0;
        var attributes = 0;
        var nestedCounts = new Dictionary<int, int>();
        var reader = new WireReader(message);
        for (var start = 0; reader.TryReadTag(out var field, out var type); start = reader.Position)
        {
            if (type != WireType.LengthDelimited)
            {
                if (field == shape.DroppedAttributes && type == WireType.Varint)
                {
                    dropped += reader.ReadVarint();
                    continue;
                }

                reader.Skip(type);
                output.WriteRaw(message[start..reader.Position]);
                continue;
            }

            var bytes = reader.ReadBytes();
            if (field == shape.Attributes)
            {
                if (++attributes > _limits.MaxAttributeCount)
                    dropped++;
                else
                    WriteAttribute(field, bytes, output);
            }
            else if (shape.Nested.TryGetValue(field, out var inner))
            {
                var count = nestedCounts[field] = nestedCounts.GetValueOrDefault(field) + 1;
                if (count <= _limits.MaxSpanEventCount)
                    WriteNested(field, bytes, inner.Shape, output);
            }
            else if (field == shape.Value)
            {
                WriteValue(field, bytes, output);
            }
            else
            {
                WriteText(field, bytes, output);
            }
        }

        if (dropped > 0 && shape.DroppedAttributes != 0)
            output.WriteVarint(shape.DroppedAttributes, Math.Min(dropped, uint.MaxValue));
        foreach (var (field, count) in nestedCounts)
        {
            if (count > _limits.MaxSpanEventCount && shape.Nested[field].DroppedCount is not 0 and var droppedField)
                output.WriteVarint(droppedField, (ulong)(count - _limits.MaxSpanEventCount));
        }
    }

    private void WriteNested(int field, ReadOnlySpan<byte> bytes, TrimShape shape, WireWriter output)
    {
        var start = output.BeginMessage(field);
        Trim(bytes, shape, output);
        output.EndMessage(start);
    }

    private void WriteAttribute(int field, ReadOnlySpan<byte> keyValue, WireWriter output)
    {
        var start = output.BeginMessage(field);
        var reader = new WireReader(keyValue);
        while (reader.TryReadTag(out var inner, out var type))
        {
            if (type != WireType.LengthDelimited)
                reader.Skip(type);
            else if (inner == KeyValue.ValueFieldNumber)
                WriteValue(inner, reader.ReadBytes(), output);
            else
                WriteText(inner, reader.ReadBytes(), output);
        }

        output.EndMessage(start);
    }

    private void WriteValue(int field, ReadOnlySpan<byte> anyValue, WireWriter output)
    {
        if (anyValue.Length <= _limits.MaxAttributeLength)
        {
            output.WriteBytes(field, anyValue);
            return;
        }

        var start = output.BeginMessage(field);
        var reader = new WireReader(anyValue);
        while (reader.TryReadTag(out var inner, out var type))
        {
            if (type != WireType.LengthDelimited)
                reader.Skip(type);
            else if (inner is AnyValue.ArrayValueFieldNumber or AnyValue.KvlistValueFieldNumber)
                WriteFirstElements(inner, reader.ReadBytes(), output);
            else if (inner == AnyValue.BytesValueFieldNumber)
                output.WriteBytes(inner, reader.ReadBytes() is var bytes && bytes.Length > _limits.MaxAttributeLength ? bytes[.._limits.MaxAttributeLength] : bytes);
            else
                WriteText(inner, reader.ReadBytes(), output);
        }

        output.EndMessage(start);
    }

    /// <summary>Of an array or map, the first elements that fit.</summary>
    private void WriteFirstElements(int field, ReadOnlySpan<byte> list, WireWriter output)
    {
        var start = output.BeginMessage(field);
        var reader = new WireReader(list);
        var end = 0;
        while (reader.TryReadTag(out _, out var type))
        {
            reader.Skip(type);
            if (reader.Position > _limits.MaxAttributeLength)
                break;
            end = reader.Position;
        }

        output.WriteRaw(list[..end]);
        output.EndMessage(start);
    }

    private void WriteText(int field, ReadOnlySpan<byte> text, WireWriter output)
    {
        if (text.Length <= _limits.MaxAttributeLength)
        {
            output.WriteBytes(field, text);
            return;
        }

        var end = _limits.MaxAttributeLength;
        while (end > 0 && (text[end] & 0xC0) == 0x80)
            end--;
        var start = output.BeginMessage(field);
        output.WriteRaw(text[..end]);
        output.WriteRaw(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"… (cut: {end} of {text.Length} bytes)")));
        output.EndMessage(start);
    }
}
