namespace EdgeProxy.Gateway.Configuration.Model;

/// <summary>Takes gRPC-Web calls of browsers, which reach the service as gRPC (<c>envoy.filters.http.grpc_web</c>).</summary>
public sealed record GrpcWebConfig : FilterSettings;
