using System.Buffers;
using EdgeProxy.Dashboard.Otlp.Wire;
using EdgeProxy.Dashboard.Telemetry.Resources;

namespace EdgeProxy.Dashboard.Ingestion;

/// <summary>
/// Opens the envelopes around the records. Those of the three signals have the same field numbers: a request is a list of resources, each
/// with a list of scopes, each with a list of records.
/// </summary>
internal sealed class EnvelopeReader(OriginRegistry origins, RecordTrimmer trimmer)
{
    private const int ResourcesField = 1;
    private const int ResourceField = 1;
    private const int ScopesField = 2;
    private const int ScopeField = 1;
    private const int RecordsField = 2;

    /// <summary>Calls <paramref name="record"/> for each record of a request.</summary>
    /// <exception cref="MalformedPayloadException">The request cannot be read.</exception>
    public void Read(ReadOnlyMemory<byte> request, RecordShapes shapes, Action<ReadOnlyMemory<byte>, Origin> record)
    {
        var reader = new WireReader(request.Span);
        while (reader.TryReadTag(out var field, out var type))
        {
            if (field == ResourcesField && type == WireType.LengthDelimited)
                ReadResource(Slice(request, ref reader), shapes, record);
            else
                reader.Skip(type);
        }
    }

    private void ReadResource(ReadOnlyMemory<byte> message, RecordShapes shapes, Action<ReadOnlyMemory<byte>, Origin> record)
    {
        // A field may come in any place: the resource can stand behind its scopes.
        var resource = Bounded(Find(message.Span, ResourceField), shapes.Resource, TrimShape.Resource);
        var reader = new WireReader(message.Span);
        while (reader.TryReadTag(out var field, out var type))
        {
            if (field == ScopesField && type == WireType.LengthDelimited)
                ReadScope(resource, Slice(message, ref reader), shapes, record);
            else
                reader.Skip(type);
        }
    }

    private void ReadScope(ReadOnlySpan<byte> resource, ReadOnlyMemory<byte> message, RecordShapes shapes, Action<ReadOnlyMemory<byte>, Origin> record)
    {
        Origin? origin = null;
        var reader = new WireReader(message.Span);
        while (reader.TryReadTag(out var field, out var type))
        {
            if (field != RecordsField || type != WireType.LengthDelimited)
            {
                reader.Skip(type);
                continue;
            }

            origin ??= origins.Intern(resource, Bounded(Find(message.Span, ScopeField), shapes.Scope, TrimShape.Scope));
            record(Slice(message, ref reader), origin);
        }
    }

    private ReadOnlySpan<byte> Bounded(ReadOnlySpan<byte> message, MessageShape shape, TrimShape trim)
    {
        shape.Check(message);
        if (!trimmer.Exceeds(message, trim))
            return message;
        var output = new WireWriter(message.Length);
        trimmer.Trim(message, trim, output);
        return output.Written;
    }

    private static ReadOnlyMemory<byte> Slice(ReadOnlyMemory<byte> message, ref WireReader reader)
    {
        var length = reader.ReadBytes().Length;
        return message.Slice(reader.Position - length, length);
    }

    /// <summary>A message that comes in several parts is all of them one after the other (protobuf, "Last One Wins": messages are merged).</summary>
    private static ReadOnlySpan<byte> Find(ReadOnlySpan<byte> message, int wanted)
    {
        ReadOnlySpan<byte> found = [];
        // Made for a second part alone; however many there are, each is copied once.
        ArrayBufferWriter<byte>? parts = null;
        var reader = new WireReader(message);
        while (reader.TryReadTag(out var field, out var type))
        {
            if (field != wanted || type != WireType.LengthDelimited)
            {
                reader.Skip(type);
                continue;
            }

            var part = reader.ReadBytes();
            if (parts is null && found.IsEmpty)
            {
                found = part;
                continue;
            }

            if (parts is null)
            {
                parts = new ArrayBufferWriter<byte>(found.Length + part.Length + 1);
                parts.Write(found);
            }

            parts.Write(part);
        }

        return parts is null ? found : parts.WrittenSpan;
    }
}
