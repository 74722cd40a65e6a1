var builder = DistributedApplication.CreateBuilder(args);

builder.AddKubernetesEnvironment("k8s");

var ping = builder.AddProject<Projects.PingService>("ping-svc")
    .WithReplicas(2)
    .WithHttpHealthCheck("/health")
    .WithRestartPolicy();

var pong = builder.AddProject<Projects.PongService>("pong-svc")
    .WithReplicas(2)
    .WithHttpHealthCheck("/health")
    .WithRestartPolicy();

// The edge waits for nobody: it answers 503 by itself while a cluster has no host, so that everything can start at once.
builder.AddEdgeProxy<Projects.EdgeProxy_Gateway>("edge-proxy", port: 30000, adminPort: 9901)
    .WithReference(ping)
    .WithReference(pong)
    .PublishAsEdge(nodePort: 30000)
    .PublishSidecarVariant("sidecar", ping, port: 32000, adminPort: 9902);

builder.Build().Run();
