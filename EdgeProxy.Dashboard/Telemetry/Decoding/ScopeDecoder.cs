using EdgeProxy.Dashboard.Otlp.Wire;
using OpenTelemetry.Proto.Common.V1;

namespace EdgeProxy.Dashboard.Telemetry.Decoding;

/// <summary>Reads OTLP's <c>InstrumentationScope</c>.</summary>
internal static class ScopeDecoder
{
    public static (string Name, string Version) NameAndVersion(ReadOnlySpan<byte> scope)
    {
        string name = "", version = "";
        var reader = new WireReader(scope);
        while (reader.TryReadTag(out var field, out var type))
        {
            if (field == InstrumentationScope.NameFieldNumber && type == WireType.LengthDelimited)
                name = AttributeDecoder.Text(reader.ReadBytes());
            else if (field == InstrumentationScope.VersionFieldNumber && type == WireType.LengthDelimited)
                version = AttributeDecoder.Text(reader.ReadBytes());
            else
                reader.Skip(type);
        }

        return (name, version);
    }
}
