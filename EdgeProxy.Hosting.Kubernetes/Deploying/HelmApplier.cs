using System.Text.Json;
using System.Text.Json.Nodes;
using Aspire.Hosting;
using EdgeProxy.Hosting.Kubernetes.Application;
using EdgeProxy.Hosting.Kubernetes.Chart;
using EdgeProxy.Hosting.Kubernetes.Settings;
using Microsoft.Extensions.Logging;

namespace EdgeProxy.Hosting.Kubernetes.Deploying;

/// <summary>Installs the chart, by Helm 3.13 or later.</summary>
internal sealed partial class HelmApplier(PublishedApplication application, PublishSettings settings, Cluster cluster, DeployedObjects deployed, ExternalTools tools, ILogger logger) : IApplier
{
    private const string Helm = "helm";

    public IReadOnlyList<string> Tools => [Helm, "kubectl"];

    private string Release => settings.ReleaseName ?? application.Name;

    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        if (await deployed.ReadAsync(cancellationToken) is not null)
        {
            throw new DistributedApplicationException(
                $"'{application.Name}' was deployed to the namespace '{await cluster.NamespaceAsync(cancellationToken)}' with kubectl, and Helm does not take over objects that it did not make. Go on with '--Publish:Deploy:Tool=kubectl', or remove them first with the step 'destroy' and that setting.");
        }
    }

    public async Task ApplyAsync(string folder, SecretValues secrets, CancellationToken cancellationToken)
    {
        await RecoverAsync(cancellationToken);
        await tools.RunAsync(
            Helm,
            [
                "upgrade", "--install", Release, Path.Combine(folder, ChartFiles.Folder),
                "--namespace", await cluster.NamespaceAsync(cancellationToken), "--wait",
                .. application.Workloads.Any(workload => workload.Kind == WorkloadKind.Job) ? ["--wait-for-jobs"] : Array.Empty<string>(),
                "--timeout", $"{settings.Deploy.TimeoutSeconds}s",
                .. secrets.IsEmpty ? Array.Empty<string>() : ["--values", "-"],
                .. cluster.HelmContext,
            ],
            cancellationToken,
            secrets.IsEmpty ? null : secrets.ToChartValues());
    }

    public async Task RemoveAsync(CancellationToken cancellationToken) => await tools.RunAsync(
        Helm,
        [
            "uninstall", Release, "--namespace", await cluster.NamespaceAsync(cancellationToken), "--ignore-not-found", "--wait", "--timeout", $"{settings.Deploy.TimeoutSeconds}s",
            .. cluster.HelmContext,
        ],
        cancellationToken);

    // A Helm that was killed leaves its release 'pending', and the next one refuses to touch it. The record of the unfinished revision goes: what
    // it had applied by then stays, and is brought up to date.
    private async Task RecoverAsync(CancellationToken cancellationToken)
    {
        var answer = await tools.TryAsync(Helm, ["status", Release, "--namespace", await cluster.NamespaceAsync(cancellationToken), "--output", "json", .. cluster.HelmContext], cancellationToken);
        if (!answer.Succeeded || Status(answer.Output) is not { } status || !status.StartsWith("pending-", StringComparison.Ordinal))
            return;
        LogRecovery(Release, status);
        await cluster.KubectlAsync(["delete", "secret", "--selector", $"owner=helm,name={Release},status={status}"], cancellationToken);
    }

    private static string? Status(string json)
    {
        try
        {
            return JsonNode.Parse(json)?["info"]?["status"]?.GetValue<string>();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The last deployment of '{Release}' was interrupted ({Status}): its unfinished record is removed, and this deployment goes on from what runs")]
    private partial void LogRecovery(string release, string status);
}
