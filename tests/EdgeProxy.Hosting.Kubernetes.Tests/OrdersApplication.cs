using EdgeProxy.Hosting.Kubernetes.Output;

namespace EdgeProxy.Hosting.Kubernetes.Tests;

/// <summary>An application with every kind of resource: an edge, a container with a secret, a connection string, an executable that is not published.</summary>
internal static class OrdersApplication
{
    /// <summary>The secret, which must be in no published file.</summary>
    public const string Secret = "s3cret/value";

    public static IDistributedApplicationBuilder Builder(string? secret = Secret, params string[] args)
    {
        var builder = SampleApplication.Empty([.. args, "--Parameters:database=orders", .. secret is null ? Array.Empty<string>() : [$"--Parameters:db-password={secret}"]]);
        builder.AddKubernetesEnvironment("k8s");
        var password = builder.AddParameter("db-password", secret: true);
        var database = builder.AddParameter("database");
        var db = builder.AddContainer("db", "postgres", "17")
            .WithEndpoint(targetPort: 5432, name: "tcp")
            .WithEnvironment("POSTGRES_PASSWORD", password)
            .WithEnvironment("POSTGRES_DB", database)
            .WithVolume("orders-data", "/var/lib/postgresql/data");
        var endpoint = db.GetEndpoint("tcp");
        var store = builder.AddConnectionString(
            "store", ReferenceExpression.Create($"Host={endpoint.Property(EndpointProperty.Host)};Port={endpoint.Property(EndpointProperty.Port)};Database={database};Password={password}"));
        var tool = builder.AddExecutable("tool", "node", "/").WithHttpEndpoint(port: 5300).ExcludeFromManifest();
        builder.AddProject<SampleApplication.EdgeProject>("edge-proxy")
            .WithEndpoint("http", endpoint => endpoint.Port = 30000)
            .WithExternalHttpEndpoints()
            .DisableForwardedHeaders()
            .WithReference(store)
            .WithEnvironment("DATABASE_URL", ReferenceExpression.Create($"postgres://app:{password:uri}@{endpoint.Property(EndpointProperty.HostAndPort)}/{database}"))
            .WithEnvironment("PRICE", "$(DOLLARS)")
            .WithReference(tool.GetEndpoint("http"));
        return builder;
    }

    public static Task<IReadOnlyList<PublishedFile>> PublishAsync() => SampleApplication.PublishAsync(Builder(), SampleApplication.Settings());
}
