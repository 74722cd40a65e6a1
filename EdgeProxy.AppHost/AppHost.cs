var builder = DistributedApplication.CreateBuilder(args);

builder.AddKubernetesEnvironment("k8s");

var ping = builder.AddProject<Projects.PingService>("ping-svc")
    .WithReplicas(2)
    .WithHttpHealthCheck("/health");

var pong = builder.AddProject<Projects.PongService>("pong-svc")
    .WithReplicas(2)
    .WithHttpHealthCheck("/health");

// The edge waits for nobody: it says 503 by itself while a cluster has no host, so that everything can start at once.
builder.AddProject<Projects.EdgeProxy_Gateway>("edge-proxy")
    .WithEndpoint("http", endpoint => endpoint.Port = 30000)
    .WithHttpEndpoint(port: 9901, name: "admin", env: "EDGE_ADMIN_PORT")
    .WithHttpHealthCheck("/ready", endpointName: "admin")
    .WithExternalHttpEndpoints()
    .WithReference(ping)
    .WithReference(pong)
    .DisableForwardedHeaders()
    .PublishAsEdge(nodePort: 30000)
    .PublishSidecarVariant("sidecar", ping, port: 32000, adminPort: 9902);

builder.Build().Run();
