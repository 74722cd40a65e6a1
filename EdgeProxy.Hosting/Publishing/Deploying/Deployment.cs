using EdgeProxy.Hosting.Publishing.Application;
using EdgeProxy.Hosting.Publishing.Output;
using EdgeProxy.Hosting.Publishing.Settings;

namespace EdgeProxy.Hosting.Publishing.Deploying;

/// <summary>Brings what is published into a cluster, and takes it out again.</summary>
internal sealed class Deployment
{
    private readonly Cluster _cluster;
    private readonly Images _images;
    private readonly IApplier _applier;
    private readonly DashboardSecret _dashboardSecret;
    private readonly PublishOptions _options;
    private readonly ExternalTools _tools;

    public Deployment(PublishedApplication application, PublishSettings settings, PublishOptions options, ExternalTools tools)
    {
        _options = options;
        _tools = tools;
        _cluster = new Cluster(settings, tools);
        _images = new Images(application, settings, options, _cluster, tools);
        _dashboardSecret = new DashboardSecret(settings, _cluster);
        var useHelm = (settings.Deploy.Tool ?? (settings.Profile == PublishProfile.Full ? "helm" : "kubectl")) == "helm";
        if (useHelm && settings.Profile != PublishProfile.Full)
            throw new DistributedApplicationException("'Publish:Deploy:Tool' is 'helm', and only the full profile has a chart. Allowed with this profile: 'kubectl'.");
        _applier = useHelm ? new HelmApplier(application, settings, _cluster, tools) : new KubectlApplier(application, settings, _cluster);
    }

    /// <summary>Makes sure that every tool is there and that the cluster answers, before anything is changed.</summary>
    /// <exception cref="DistributedApplicationException">One of them is not.</exception>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        foreach (var tool in _applier.Tools)
            _tools.Find(tool);
        await _cluster.CheckAsync(cancellationToken);
        if (_options.Step == "deploy")
            await _images.CheckAsync(cancellationToken);
    }

    /// <summary>Builds the images, applies the objects, waits for the rollout and says where the edge is.</summary>
    public async Task DeployAsync(SecretValues secrets, TextWriter output, CancellationToken cancellationToken)
    {
        await _images.BuildAsync(cancellationToken);
        await _cluster.EnsureNamespaceAsync(cancellationToken);
        await _dashboardSecret.EnsureAsync(output, cancellationToken);
        await _applier.ApplyAsync(_options.OutputPath, secrets, cancellationToken);
        await output.WriteLineAsync(await _cluster.EntryAddressAsync(_applier.EntryService, cancellationToken));
    }

    /// <summary>Removes the objects. The namespace and Secrets stay: they may hold what others put there.</summary>
    public async Task DestroyAsync(IReadOnlyList<PublishedFile> files, TextWriter output, CancellationToken cancellationToken)
    {
        // kubectl deletes what files say, and those of an earlier publish may be gone or changed.
        var folder = Directory.CreateTempSubdirectory("edge-proxy-destroy-");
        try
        {
            await new OutputFolder(folder.FullName).WriteAsync(files, cancellationToken);
            await _applier.RemoveAsync(folder.FullName, cancellationToken);
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        await output.WriteLineAsync("Removed.");
    }
}
