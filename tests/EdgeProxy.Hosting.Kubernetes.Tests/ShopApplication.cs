namespace EdgeProxy.Hosting.Kubernetes.Tests;

/// <summary>
/// An application of somebody else: databases of Aspire's own integrations as in their examples, a web server with files of this machine, a worker, a
/// migration that the API waits for, a task that a person starts.
/// </summary>
internal static class ShopApplication
{
    /// <summary>The passwords, which must be in no published file.</summary>
    public static readonly string[] Secrets = ["pg-s3cret", "redis-s3cret", "rabbit-s3cret"];

    public static IDistributedApplicationBuilder Builder(params string[] args)
    {
        var builder = SampleApplication.Empty(
            [.. args, $"--Parameters:db-password={Secrets[0]}", $"--Parameters:cache-password={Secrets[1]}", $"--Parameters:queue-password={Secrets[2]}"]);
        var k8s = builder.AddKubernetesEnvironment("k8s");
        var storage = k8s.AddPersistentVolume("shop-db").WithStorageClass("fast").WithCapacity("20Gi");
        var orders = builder.AddPostgres("db").WithDataVolume("shop-db").WithPersistentVolume(storage).AddDatabase("orders");
        var cache = builder.AddRedis("cache").WithDataVolume("shop-cache").WithPersistence();
        var queue = builder.AddRabbitMQ("queue").WithDataVolume("shop-queue");
        var migrations = builder.AddProject<SampleApplication.WorkerProject>("migrations").WithReference(orders).WaitFor(orders);
        var api = builder.AddProject<SampleApplication.PingProject>("api")
            .WithReplicas(2)
            .WithHttpHealthCheck("/health")
            .WithReference(orders).WithReference(cache).WithReference(queue)
            .WaitForCompletion(migrations);
        builder.AddProject<SampleApplication.WorkerProject>("worker").WithReplicas(2).WithReference(queue).WithReference(orders);
        builder.AddProject<SampleApplication.WorkerProject>("reindex").WithReference(orders).WithExplicitStart();
        builder.AddContainer("web", "nginx", "1.29")
            .WithHttpEndpoint(targetPort: 80)
            .WithHttpHealthCheck("/")
            .WithExternalHttpEndpoints()
            .WithBindMount(SourceFolder.Path("Mounted/nginx.conf"), "/etc/nginx/nginx.conf", isReadOnly: true)
            .WithBindMount(SourceFolder.Path("Mounted/pages"), "/usr/share/nginx/html", isReadOnly: true)
            .WithContainerFiles("/etc/nginx/conf.d", [new ContainerFile { Name = "shop.conf", Contents = "client_max_body_size 1m;\n" }])
            .WithVolume(target: "/var/cache/nginx")
            .WithReference(api);
        return builder;
    }
}
