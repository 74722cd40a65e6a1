// A Node service behind the edge, with PostgreSQL in a container where a container engine runs, and with its orders in memory where none does.
var builder = DistributedApplication.CreateBuilder(args);
builder.AddKubernetesEnvironment("k8s");
var isPublish = builder.ExecutionContext.IsPublishMode;

IResourceBuilder<PostgresDatabaseResource>? orders = null;
if (isPublish || await ContainerEngine.IsRunningAsync(builder.Configuration))
    orders = builder.AddPostgres("db").WithDataVolume("orders-data").AddDatabase("orders");
else
    ContainerEngine.ReportMissing("PostgreSQL is left out, and orders are kept in memory");

// Executables are not published, so the same program comes as the image that api/Dockerfile makes.
IResourceBuilder<IResourceWithEndpoints> api;
if (isPublish)
{
    api = builder.AddContainer("orders-api", "orders-api", "dev")
        .WithHttpEndpoint(targetPort: 8080, env: "PORT")
        .WithHttpHealthCheck("/health")
        .WithReference(orders!);
}
else
{
    var program = builder.AddExecutable("orders-api", "node", "../api", "server.mjs")
        .WithHttpEndpoint(env: "PORT")
        .WithHttpHealthCheck("/health")
        .WithRestartPolicy();
    if (orders is not null)
    {
        var packages = builder.AddExecutable("orders-api-packages", "npm", "../api", "ci", "--no-audit", "--no-fund");
        program.WithReference(orders).WaitFor(orders).WaitForCompletion(packages);
    }

    api = program;
}

builder.AddEdgeProxy<Projects.EdgeProxy_Gateway>("edge-proxy")
    .WithReference(api.GetEndpoint("http"))
    .PublishAsEdge(nodePort: 30000)
    // The gateway's own settings send '/' to ping-cluster: its host becomes this service.
    .WithEnvironment("ReverseProxy__Clusters__ping-cluster__Destinations__ping-svc__Address", "http://orders-api:8080");

await builder.Build().RunAsync();
