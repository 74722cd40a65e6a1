using EdgeProxy.Hosting.Kubernetes.Application;
using EdgeProxy.Hosting.Kubernetes.Plain;
using EdgeProxy.Hosting.Kubernetes.Settings;

namespace EdgeProxy.Hosting.Kubernetes.Deploying;

/// <summary>Applies the plain YAML.</summary>
internal sealed class KubectlApplier(PublishedApplication application, PublishSettings settings, Cluster cluster) : IApplier
{
    public IReadOnlyList<string> Tools => ["kubectl"];

    public string? EntryService => IsSidecar ? application.Sidecar!.Name : application.Entry?.Name;

    private bool IsSidecar => settings.Profile == PublishProfile.Sidecar;

    private IEnumerable<string> Deployments => IsSidecar ? [application.Sidecar!.Name] : application.Workloads.Select(workload => workload.Name);

    public async Task ApplyAsync(string folder, SecretValues secrets, CancellationToken cancellationToken)
    {
        // On the server's side: kubectl's own apply would keep a second copy of the values in an annotation.
        if (!secrets.IsEmpty)
            await cluster.KubectlAsync(["apply", "--server-side", "--force-conflicts", "-f", "-"], cancellationToken, secrets.ToManifest());
        await cluster.KubectlAsync(["apply", "-k", Path.Combine(folder, PlainFiles.Folder)], cancellationToken);
        foreach (var deployment in Deployments)
            await cluster.KubectlAsync(["rollout", "status", $"deployment/{deployment}", $"--timeout={settings.Deploy.TimeoutSeconds}s"], cancellationToken);
    }

    public Task RemoveAsync(string folder, CancellationToken cancellationToken) =>
        cluster.KubectlAsync(["delete", "-k", Path.Combine(folder, PlainFiles.Folder), "--ignore-not-found", $"--timeout={settings.Deploy.TimeoutSeconds}s"], cancellationToken);
}
