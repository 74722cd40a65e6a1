using System.Net.Sockets;
using EdgeProxy.Hosting.ApplicationModel;
using EdgeProxy.Hosting.Publishing;
using EdgeProxy.Hosting.Publishing.Application;
using EdgeProxy.Hosting.Publishing.Output;

namespace EdgeProxy.Hosting.Tests.Publishing;

/// <summary>An application with all kinds of resources: an edge, a container with a secret, a connection string, an executable that is not published.</summary>
internal static class OrdersApplication
{
    /// <summary>The secret, which must be in no published file.</summary>
    public const string Secret = "s3cret/value";

    public static DistributedApplicationModel Model(string? secret = Secret)
    {
        var password = new ParameterResource("db-password", secret: true, "Parameters:db-password", () => secret);
        var database = new ParameterResource("database", secret: false, "Parameters:database", () => "orders");
        var db = new ContainerResource("db");
        db.Annotations.Add(ContainerImageName.Parse("postgres:17"));
        db.Annotations.Add(new EndpointAnnotation(ProtocolType.Tcp, "tcp", targetPort: 5432));
        db.Annotations.Add(new EnvironmentAnnotation("POSTGRES_PASSWORD", ReferenceExpression.Of(password)));
        db.Annotations.Add(new EnvironmentAnnotation("POSTGRES_DB", ReferenceExpression.Of(database)));
        db.Annotations.Add(new ContainerMountAnnotation("orders-data", "/var/lib/postgresql/data", ContainerMountType.Volume, isReadOnly: false));
        var endpoint = new EndpointReference(db, "tcp");
        var store = new ConnectionStringResource(
            "store", ReferenceExpression.Create($"Host={endpoint.Property(EndpointProperty.Host)};Port={endpoint.Property(EndpointProperty.Port)};Database={database};Password={password}"));

        var tool = new ExecutableResource("tool", "node", "/");
        var edge = new ProjectResource("edge-proxy");
        edge.Annotations.Add(new EndpointAnnotation(ProtocolType.Tcp, "http", port: 30000, isExternal: true));
        edge.Annotations.Add(new ConnectionStringReferenceAnnotation(store, connectionName: null, optional: false));
        edge.Annotations.Add(new EnvironmentAnnotation("DATABASE_URL", ReferenceExpression.Create($"postgres://app:{password:uri}@{endpoint.Property(EndpointProperty.HostAndPort)}/{database}")));
        edge.Annotations.Add(new EnvironmentAnnotation("PRICE", "$(DOLLARS)"));
        edge.Annotations.Add(new EndpointReferenceAnnotation(tool));
        return new DistributedApplicationModel([password, database, db, store, tool, edge]);
    }

    public static IReadOnlyList<PublishedFile> Publish()
    {
        var settings = SampleApplication.Settings("full");
        return Publisher.Publish(ApplicationReader.Read(Model(), settings), settings);
    }
}
