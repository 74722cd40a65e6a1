// The same system with nothing but what Aspire has: what EdgeProxy.AppHost is measured against.
var builder = DistributedApplication.CreateBuilder(args);

var ping = builder.AddProject<Projects.PingService>("ping-svc")
    .WithReplicas(2)
    .WithHttpHealthCheck("/health");

var pong = builder.AddProject<Projects.PongService>("pong-svc")
    .WithReplicas(2)
    .WithHttpHealthCheck("/health");

builder.AddProject<Projects.EdgeProxy_Gateway>("edge-proxy")
    .WithEndpoint("http", endpoint => endpoint.Port = 30000)
    .WithHttpEndpoint(port: 9901, name: "admin", env: "EDGE_ADMIN_PORT")
    .WithHttpHealthCheck("/ready", endpointName: "admin")
    .WithExternalHttpEndpoints()
    .WithReference(ping)
    .WithReference(pong)
    .DisableForwardedHeaders();

builder.Build().Run();
