using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace EdgeProxy.Dashboard.Otlp.Wire;

/// <summary>
/// Reads the fields of one protobuf message from bytes, without allocating. It exists beside Google.Protobuf because spans are kept as the
/// bytes that came: building an object graph for each would cost ten times the processor and memory that reading eight fields costs.
/// </summary>
internal ref struct WireReader(ReadOnlySpan<byte> data)
{
    private const int MaxGroupDepth = 64;
    private readonly ReadOnlySpan<byte> _data = data;

    /// <summary>Where the next byte is read.</summary>
    public int Position { get; private set; }

    public readonly bool AtEnd => Position >= _data.Length;

    /// <summary>Reads the next field's number and type; false at the end of the message.</summary>
    public bool TryReadTag(out int field, out WireType type)
    {
        if (Position >= _data.Length)
        {
            field = 0;
            type = default;
            return false;
        }

        var tag = ReadVarint();
        field = (int)(tag >> 3);
        type = (WireType)(tag & 7);
        if (tag > uint.MaxValue || field == 0)
            throw Malformed($"the tag {tag} names no field");
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong ReadVarint()
    {
        if (Position < _data.Length)
        {
            var first = _data[Position];
            if (first < 0x80)
            {
                Position++;
                return first;
            }
        }

        return ReadLongVarint();
    }

    public ulong ReadFixed64()
    {
        Require(sizeof(ulong));
        var value = BinaryPrimitives.ReadUInt64LittleEndian(_data[Position..]);
        Position += sizeof(ulong);
        return value;
    }

    public uint ReadFixed32()
    {
        Require(sizeof(uint));
        var value = BinaryPrimitives.ReadUInt32LittleEndian(_data[Position..]);
        Position += sizeof(uint);
        return value;
    }

    public double ReadDouble() => BitConverter.UInt64BitsToDouble(ReadFixed64());

    /// <summary>Reads a string, bytes or message; it ends at <see cref="Position"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<byte> ReadBytes()
    {
        var length = ReadVarint();
        if (length > (ulong)(_data.Length - Position))
            throw Malformed($"a length of {length} where {_data.Length - Position} bytes are left");
        var bytes = _data.Slice(Position, (int)length);
        Position += (int)length;
        return bytes;
    }

    /// <summary>Passes over a field that is not known or not wanted.</summary>
    public void Skip(WireType type) => Skip(type, 0);

    private void Skip(WireType type, int depth)
    {
        switch (type)
        {
            case WireType.Varint:
                ReadVarint();
                break;
            case WireType.Fixed64:
                Require(sizeof(ulong));
                Position += sizeof(ulong);
                break;
            case WireType.LengthDelimited:
                ReadBytes();
                break;
            case WireType.Fixed32:
                Require(sizeof(uint));
                Position += sizeof(uint);
                break;
            case WireType.StartGroup when depth < MaxGroupDepth:
                SkipGroup(depth);
                break;
            default:
                throw Malformed($"the wire type {(int)type} where a field was expected");
        }
    }

    private void SkipGroup(int depth)
    {
        while (TryReadTag(out _, out var type))
        {
            if (type == WireType.EndGroup)
                return;
            Skip(type, depth + 1);
        }

        throw Malformed("a group without its end");
    }

    private ulong ReadLongVarint()
    {
        ulong value = 0;
        for (var shift = 0; shift < 70; shift += 7)
        {
            Require(1);
            var next = _data[Position++];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
                return value;
        }

        throw Malformed("a varint of more than ten bytes");
    }

    private readonly void Require(int count)
    {
        if (count > _data.Length - Position)
            throw Malformed($"{count} bytes expected where {_data.Length - Position} are left");
    }

    private readonly MalformedPayloadException Malformed(string what) =>
        new($"The protobuf message cannot be read: {what} (byte {Position} of {_data.Length}).");
}
