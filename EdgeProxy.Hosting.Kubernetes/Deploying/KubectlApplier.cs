using Aspire.Hosting;
using EdgeProxy.Hosting.Kubernetes.Application;
using EdgeProxy.Hosting.Kubernetes.Objects;
using EdgeProxy.Hosting.Kubernetes.Plain;
using EdgeProxy.Hosting.Kubernetes.Settings;

namespace EdgeProxy.Hosting.Kubernetes.Deploying;

/// <summary>Applies the plain YAML, and removes what an earlier deployment applied and this one does not have.</summary>
internal sealed class KubectlApplier(PublishedApplication application, PublishSettings settings, Cluster cluster, DeployedObjects deployed) : IApplier
{
    public IReadOnlyList<string> Tools => ["kubectl"];

    // Storage is applied and never removed: nobody but its owner knows what the data are worth.
    private IReadOnlyList<string> Objects => [.. Publisher.ObjectsOf(application, settings).Where(name => !name.StartsWith(StorageClaim.Kind + "/", StringComparison.Ordinal))];

    private string Timeout => $"--timeout={settings.Deploy.TimeoutSeconds}s";

    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        var release = settings.ReleaseName ?? application.Name;
        if (settings.Profile != PublishProfile.Sidecar && await cluster.AskAsync(["get", "secret", "--selector", $"owner=helm,name={release}", "--output", "name"], cancellationToken) is not null)
        {
            throw new DistributedApplicationException(
                $"'{release}' was deployed to the namespace '{await cluster.NamespaceAsync(cancellationToken)}' with Helm, which would undo what kubectl applies. Go on with '--Publish:Deploy:Tool=helm', or remove it first with the step 'destroy' and that setting.");
        }
    }

    public async Task ApplyAsync(string folder, SecretValues secrets, CancellationToken cancellationToken)
    {
        var before = await deployed.ReadAsync(cancellationToken) ?? [];
        // First, so that an interrupted deployment leaves nothing that is not listed.
        await deployed.WriteAsync(before.Concat(Objects), cancellationToken);
        // On the server's side: kubectl's own apply would keep a second copy of the values in an annotation.
        if (!secrets.IsEmpty)
            await cluster.KubectlAsync(["apply", "--server-side", "--force-conflicts", "-f", "-"], cancellationToken, secrets.ToManifest(deployed.Labels));
        await cluster.KubectlAsync(["apply", "-k", Path.Combine(folder, PlainFiles.Folder)], cancellationToken);
        var stale = before.Except(Objects).ToList();
        if (stale.Count > 0)
            await cluster.KubectlAsync(["delete", .. stale, "--ignore-not-found", Timeout], cancellationToken);
        await deployed.WriteAsync(Objects, cancellationToken);
        foreach (var pods in Publisher.PodsOf(application, settings))
        {
            var (kind, name) = (pods.Content.Kind.ToLowerInvariant(), pods.Content.Metadata.Name);
            if (kind is "deployment" or "statefulset")
                await cluster.KubectlAsync(["rollout", "status", $"{kind}/{name}", Timeout], cancellationToken);
            else if (kind == "job")
                await cluster.KubectlAsync(["wait", "--for=condition=complete", $"{kind}/{name}", Timeout], cancellationToken);
        }
    }

    public async Task RemoveAsync(CancellationToken cancellationToken)
    {
        var objects = (await deployed.ReadAsync(cancellationToken) ?? []).Concat(Objects).Distinct();
        await cluster.KubectlAsync(["delete", .. objects, "--ignore-not-found", Timeout], cancellationToken);
    }
}
