namespace EdgeProxy.Hosting;

/// <summary>How telemetry is sent.</summary>
public enum OtlpProtocol
{
    /// <summary>OTLP over gRPC.</summary>
    Grpc = 0,

    /// <summary>OTLP over HTTP, as Protobuf.</summary>
    HttpProtobuf = 1,

    /// <summary>OTLP over HTTP, as JSON.</summary>
    HttpJson = 2,
}
