using System.Buffers.Binary;
using EdgeProxy.Dashboard.Telemetry;
using EdgeProxy.Dashboard.Telemetry.Resources;
using EdgeProxy.Dashboard.Telemetry.Traces;
using Google.Protobuf;
using OpenTelemetry.Proto.Common.V1;
using OpenTelemetry.Proto.Resource.V1;

namespace EdgeProxy.Dashboard.Archive;

/// <summary>What all signals have in common, back as OTLP's messages.</summary>
internal static class ProtoText
{
    public static Resource Resource(TelemetryResource resource)
    {
        var message = new Resource();
        message.Attributes.AddRange(Attributes(resource.Attributes));
        return message;
    }

    public static InstrumentationScope Scope(TelemetryScope scope) => new() { Name = scope.Name, Version = scope.Version };

    public static IEnumerable<KeyValue> Attributes(AttributeList attributes) =>
        attributes.Select(attribute => new KeyValue { Key = attribute.Key, Value = Value(attribute.Kind, attribute.Text) });

    /// <summary>A value from its text. Arrays and maps are written as the JSON that they are shown as.</summary>
    public static AnyValue Value(AttributeKind kind, string text) => kind switch
    {
        AttributeKind.Boolean => new AnyValue { BoolValue = text == "true" },
        AttributeKind.WholeNumber when long.TryParse(text, out var number) => new AnyValue { IntValue = number },
        AttributeKind.Number when double.TryParse(text, out var number) => new AnyValue { DoubleValue = number },
        AttributeKind.Bytes when Convert.TryFromBase64String(text, new byte[text.Length], out _) => new AnyValue { BytesValue = ByteString.FromBase64(text) },
        AttributeKind.Empty => new AnyValue(),
        _ => new AnyValue { StringValue = text },
    };

    public static ByteString Id(TraceId id)
    {
        if (id.IsZero)
            return ByteString.Empty;
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, id.High);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], id.Low);
        return ByteString.CopyFrom(bytes);
    }

    public static ByteString Id(SpanId id)
    {
        if (id.IsZero)
            return ByteString.Empty;
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, id.Value);
        return ByteString.CopyFrom(bytes);
    }

    public static ulong Time(UnixNanoTime time) => (ulong)time.Nanoseconds;
}
