using EdgeProxy.Dashboard.Otlp.Wire;

namespace EdgeProxy.Dashboard.Telemetry.Decoding;

/// <summary>Reads packed repeated numbers (protobuf, "Packed Repeated Fields").</summary>
internal static class PackedReader
{
    public static void ReadFixed64(ReadOnlySpan<byte> packed, List<ulong> values)
    {
        var reader = new WireReader(packed);
        while (!reader.AtEnd)
            values.Add(reader.ReadFixed64());
    }

    public static void ReadDoubles(ReadOnlySpan<byte> packed, List<double> values)
    {
        var reader = new WireReader(packed);
        while (!reader.AtEnd)
            values.Add(reader.ReadDouble());
    }

    public static void ReadVarints(ReadOnlySpan<byte> packed, List<ulong> values)
    {
        var reader = new WireReader(packed);
        while (!reader.AtEnd)
            values.Add(reader.ReadVarint());
    }
}
