using System.Text.Json.Nodes;
using EdgeProxy.Hosting.Kubernetes.Application;
using EdgeProxy.Hosting.Kubernetes.Settings;

namespace EdgeProxy.Hosting.Kubernetes.Deploying;

/// <summary>
/// What was applied with kubectl, kept in a ConfigMap beside it: what is not published any more can be removed, whatever profile published it,
/// and nothing else is.
/// </summary>
internal sealed class DeployedObjects(PublishedApplication application, PublishSettings settings, Cluster cluster)
{
    private const string Key = "objects";
    private const string ManagedBy = "app.kubernetes.io/managed-by";
    private const string PartOf = "app.kubernetes.io/part-of";
    private const string Manager = "edge-proxy-publisher";

    /// <summary>The name by which deployments differ: the sidecar variant can run beside the application.</summary>
    public string Owner => settings.Profile == PublishProfile.Sidecar ? application.Sidecar!.Name : application.Name;

    /// <summary>The labels of what a deployment makes besides the published objects: this list, and Secrets.</summary>
    public JsonObject Labels => new() { [ManagedBy] = Manager, [PartOf] = Owner };

    /// <summary>Chooses everything with <see cref="Labels"/>.</summary>
    public string Selector => $"{ManagedBy}={Manager},{PartOf}={Owner}";

    private string Name => $"{Owner}-objects";

    /// <summary>The objects of the last deployment, as <c>deployment.apps/ping-svc</c>; null where kubectl deployed nothing.</summary>
    public async Task<IReadOnlyList<string>?> ReadAsync(CancellationToken cancellationToken) =>
        (await cluster.AskAsync(["get", "configmap", Name, "--ignore-not-found", "--output", $"jsonpath={{.data.{Key}}}"], cancellationToken))
            ?.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Writes the list.</summary>
    public Task WriteAsync(IEnumerable<string> objects, CancellationToken cancellationToken) => cluster.KubectlAsync(
        ["apply", "--server-side", "--force-conflicts", "-f", "-"],
        cancellationToken,
        new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "ConfigMap",
            ["metadata"] = new JsonObject { ["name"] = Name, ["labels"] = Labels },
            ["data"] = new JsonObject { [Key] = string.Join('\n', objects.Distinct().Order(StringComparer.Ordinal)) + "\n" },
        }.ToJsonString());
}
