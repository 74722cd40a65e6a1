using EdgeProxy.Hosting.Kubernetes.Application;
using EdgeProxy.Hosting.Kubernetes.Chart;
using EdgeProxy.Hosting.Kubernetes.Settings;

namespace EdgeProxy.Hosting.Kubernetes.Deploying;

/// <summary>Installs the chart, by Helm 3.13 or later.</summary>
internal sealed class HelmApplier(PublishedApplication application, PublishSettings settings, Cluster cluster, ExternalTools tools) : IApplier
{
    public IReadOnlyList<string> Tools => ["helm", "kubectl"];

    public string? EntryService => application.Entry?.Name;

    public Task ApplyAsync(string folder, SecretValues secrets, CancellationToken cancellationToken) => tools.RunAsync(
        "helm",
        [
            "upgrade", "--install", Release, Path.Combine(folder, ChartFiles.Folder),
            "--namespace", cluster.Namespace, "--wait", "--timeout", $"{settings.Deploy.TimeoutSeconds}s",
            .. secrets.IsEmpty ? Array.Empty<string>() : ["--values", "-"],
            .. Context,
        ],
        cancellationToken,
        secrets.IsEmpty ? null : secrets.ToChartValues());

    public Task RemoveAsync(string folder, CancellationToken cancellationToken) => tools.RunAsync(
        "helm",
        [
            "uninstall", Release, "--namespace", cluster.Namespace, "--ignore-not-found", "--wait", "--timeout", $"{settings.Deploy.TimeoutSeconds}s",
            .. Context,
        ],
        cancellationToken);

    private string Release => settings.ReleaseName ?? application.Name;

    private string[] Context => settings.Deploy.Context is { } context ? ["--kube-context", context] : [];
}
