using Aspire.Hosting;
using Aspire.Hosting.Pipelines;
using EdgeProxy.Hosting.Kubernetes.Output;
using EdgeProxy.Hosting.Kubernetes.Pipeline;
using EdgeProxy.Hosting.Kubernetes.Settings;
using Microsoft.Extensions.Logging;

namespace EdgeProxy.Hosting.Kubernetes.Deploying;

/// <summary>Brings what is published into a cluster, and takes it out again.</summary>
internal sealed class Deployment
{
    private readonly Cluster _cluster;
    private readonly Images _images;
    private readonly IApplier _applier;
    private readonly DashboardSecret _dashboardSecret;
    private readonly PublishRun _run;
    private readonly ExternalTools _tools;

    private Deployment(PublishRun run, ExternalTools tools, IApplier applier, Cluster cluster)
    {
        _run = run;
        _tools = tools;
        _cluster = cluster;
        _applier = applier;
        _images = new Images(run, cluster, tools);
        _dashboardSecret = new DashboardSecret(run.Settings, cluster);
    }

    /// <exception cref="DistributedApplicationException">The settings ask for Helm, and the profile has no chart.</exception>
    public static Deployment Create(PublishRun run, ILogger logger)
    {
        var settings = run.Settings;
        var useHelm = (settings.Deploy.Tool ?? (settings.Profile == PublishProfile.Full ? "helm" : "kubectl")) == "helm";
        if (useHelm && settings.Profile != PublishProfile.Full)
            throw new DistributedApplicationException("'Publish:Deploy:Tool' is 'helm', and only the full profile has a chart. Allowed with this profile: 'kubectl'.");
        var tools = new ExternalTools(logger, run.SearchPath);
        var cluster = new Cluster(settings, tools);
        IApplier applier = useHelm ? new HelmApplier(run.Application, settings, cluster, tools) : new KubectlApplier(run.Application, settings, cluster);
        return new Deployment(run, tools, applier, cluster);
    }

    /// <summary>Makes sure that every tool is there and that the cluster answers, before anything is changed.</summary>
    /// <exception cref="DistributedApplicationException">One of them is not.</exception>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        await CheckClusterAsync(cancellationToken);
        await _images.CheckAsync(cancellationToken);
    }

    /// <summary>Builds the images and brings them to where the cluster finds them.</summary>
    public Task BuildImagesAsync(PipelineStepContext context) => _images.BuildAsync(context);

    /// <summary>Applies the objects, waits for the rollout and reports where the edge is.</summary>
    public async Task DeployAsync(SecretValues secrets, PipelineStepContext context)
    {
        var cancellationToken = context.CancellationToken;
        await context.RunTaskAsync($"Deploying to the namespace '{_cluster.Namespace}'", async () =>
        {
            await _cluster.EnsureNamespaceAsync(cancellationToken);
            await _dashboardSecret.EnsureAsync(context);
            await _applier.ApplyAsync(_run.OutputPath, secrets, cancellationToken);
            return "Deployed";
        });
        context.Report("Deployed", await _cluster.EntryAddressAsync(_applier.EntryService, cancellationToken));
    }

    /// <summary>Removes the objects. The namespace and Secrets stay: they may hold what others put there.</summary>
    public async Task DestroyAsync(IReadOnlyList<PublishedFile> files, PipelineStepContext context)
    {
        await CheckClusterAsync(context.CancellationToken);
        await context.RunTaskAsync($"Removing from the namespace '{_cluster.Namespace}'", async () =>
        {
            // kubectl deletes what files say, and those of an earlier publish may be gone or changed.
            var folder = Directory.CreateTempSubdirectory("edge-proxy-destroy-");
            try
            {
                await new OutputFolder(folder.FullName).WriteAsync(files, context.CancellationToken);
                await _applier.RemoveAsync(folder.FullName, context.CancellationToken);
            }
            finally
            {
                folder.Delete(recursive: true);
            }

            return "Removed";
        });
        context.Report("Removed", $"'{_run.Application.Name}' from the namespace '{_cluster.Namespace}'");
    }

    private async Task CheckClusterAsync(CancellationToken cancellationToken)
    {
        foreach (var tool in _applier.Tools)
            _tools.Find(tool);
        await _cluster.CheckAsync(cancellationToken);
    }
}
