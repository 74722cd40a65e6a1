// A Node service and a PostgreSQL behind the edge. Locally both are programs of this machine; published, they are containers.
var builder = DistributedApplication.CreateBuilder(args);
builder.AddKubernetesEnvironment("k8s");

var password = builder.AddParameter("db-password", secret: true);
var isPublish = builder.ExecutionContext.IsPublishMode;

IResourceBuilder<IResourceWithEndpoints> db = isPublish
    ? builder.AddContainer("db", "postgres", "17")
        .WithEndpoint(targetPort: 5432, scheme: "tcp")
        .WithEnvironment("POSTGRES_USER", "orders")
        .WithEnvironment("POSTGRES_PASSWORD", password)
        .WithVolume("orders-data", "/var/lib/postgresql/data")
    : builder.AddExecutable("db", "./postgres.sh", "../db")
        .WithEndpoint(scheme: "tcp", env: "PGPORT")
        .WithEnvironment("POSTGRES_PASSWORD", password);

var store = builder.AddConnectionString(
    "orders",
    ReferenceExpression.Create($"postgresql://orders:{password:uri}@{db.GetEndpoint("tcp").Property(EndpointProperty.HostAndPort)}/{(isPublish ? "orders" : "postgres")}"));

// The image is built by hand (README.md); the program is the same.
IResourceBuilder<IResourceWithEndpoints> api = isPublish
    ? builder.AddContainer("orders-api", "orders-api", "dev")
        .WithHttpEndpoint(targetPort: 8080, env: "PORT")
        .WithHttpHealthCheck("/health")
        .WithReference(store)
    : builder.AddExecutable("orders-api", "node", "../api", "server.mjs")
        .WithHttpEndpoint(env: "PORT")
        .WithHttpHealthCheck("/health")
        .WithReference(store);

builder.AddProject<Projects.EdgeProxy_Gateway>("edge-proxy")
    .WithEndpoint("http", endpoint => endpoint.Port = 30000)
    .WithHttpEndpoint(port: 9901, name: "admin", env: "EDGE_ADMIN_PORT")
    .WithHttpHealthCheck("/ready", endpointName: "admin")
    .WithExternalHttpEndpoints()
    .WithReference(api.GetEndpoint("http"))
    .DisableForwardedHeaders()
    .PublishAsEdge(nodePort: 30000)
    .WithEnvironment("ReverseProxy__Clusters__ping-cluster__Destinations__ping-svc__Address", "http://orders-api:8080");

builder.Build().Run();
