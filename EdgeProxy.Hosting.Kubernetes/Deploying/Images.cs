using Aspire.Hosting;
using Aspire.Hosting.Pipelines;
using EdgeProxy.Hosting.Kubernetes.Application;
using EdgeProxy.Hosting.Kubernetes.Pipeline;
using EdgeProxy.Hosting.Kubernetes.Settings;

namespace EdgeProxy.Hosting.Kubernetes.Deploying;

/// <summary>
/// Builds the images with the .NET SDK alone and brings them where the cluster finds them: to a registry, or as archives into a local
/// cluster.
/// </summary>
internal sealed class Images(PublishRun run, Cluster cluster, ExternalTools tools)
{
    private const string Folder = "images";
    private const string None = "none";

    private static readonly string[] LocalClusters = ["kind", "k3d", "minikube"];

    private readonly PublishedApplication _application = run.Application;
    private readonly PublishSettings _settings = run.Settings;

    /// <summary>Makes sure that there is a way for images into the cluster.</summary>
    /// <exception cref="DistributedApplicationException">There is none, or a tool for it is missing.</exception>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        if (!_settings.Deploy.BuildImages)
            return;
        tools.Find("dotnet");
        if (_settings.Registry is not null)
            return;
        var loader = await LoaderAsync(cancellationToken) ?? throw new DistributedApplicationException(
            $"There is no telling how images get into the cluster of the context '{await cluster.ContextNameAsync(cancellationToken)}'. Name a registry with '--Publish:Registry=HOST', or a way with '--Publish:Deploy:LoadImages=kind|minikube|k3d|none', or build none with '--Publish:Deploy:BuildImages=false'.");
        if (loader != None)
            tools.Find(loader);
    }

    /// <summary>Builds all images.</summary>
    public async Task BuildAsync(PipelineStepContext context)
    {
        var cancellationToken = context.CancellationToken;
        if (!_settings.Deploy.BuildImages)
            return;
        var loader = _settings.Registry is null ? await LoaderAsync(cancellationToken) : None;
        foreach (var (image, project) in Builds())
        {
            await context.RunTaskAsync($"Building {image}", async () =>
            {
                var archive = Path.Combine(run.OutputPath, Folder, $"{image.Repository}.tar.gz");
                await tools.RunAsync("dotnet", [.. Publish(image, project, archive)], cancellationToken);
                if (loader is not null and not None)
                    await tools.RunAsync(loader, await LoadAsync(loader, archive, cancellationToken), cancellationToken);
                return $"Built {image}";
            });
        }
    }

    private IEnumerable<(ImageReference Image, string Project)> Builds()
    {
        var workloads = _settings.Profile == PublishProfile.Sidecar
            ? [_application.Sidecar!.Edge, _application.Sidecar.Service]
            : _application.Workloads.Where(workload => workload.ContainerImage is null);
        foreach (var workload in workloads)
            yield return (workload.Image, workload.ProjectPath);
    }

    private IEnumerable<string> Publish(ImageReference image, string project, string archive)
    {
        yield return "publish";
        yield return project;
        yield return "-t:PublishContainer";
        yield return "--configuration";
        yield return "Release";
        yield return $"-p:ContainerImageTag={image.Tag}";
        if (_settings.Registry is { } registry)
        {
            var slash = registry.IndexOf('/', StringComparison.Ordinal);
            yield return $"-p:ContainerRegistry={(slash < 0 ? registry : registry[..slash])}";
            yield return $"-p:ContainerRepository={(slash < 0 ? image.Repository : $"{registry[(slash + 1)..]}/{image.Repository}")}";
        }
        else
        {
            yield return $"-p:ContainerRepository={image.Repository}";
            yield return $"-p:ContainerArchiveOutputPath={archive}";
        }

        if (_settings.Deploy.RuntimeIdentifiers is { } identifiers)
            yield return $"-p:ImageRuntimeIdentifiers={identifiers}";
    }

    private async Task<string?> LoaderAsync(CancellationToken cancellationToken)
    {
        if (_settings.Deploy.LoadImages is { } loader)
            return loader;
        // kind and k3d name their contexts kind-NAME and k3d-NAME, minikube names its like the profile.
        var context = await cluster.ContextNameAsync(cancellationToken);
        return LocalClusters.FirstOrDefault(name => context == name || context.StartsWith(name + "-", StringComparison.Ordinal));
    }

    private async Task<string[]> LoadAsync(string loader, string archive, CancellationToken cancellationToken)
    {
        var context = await cluster.ContextNameAsync(cancellationToken);
        var name = context.StartsWith(loader + "-", StringComparison.Ordinal) ? context[(loader.Length + 1)..] : null;
        return loader switch
        {
            "kind" => ["load", "image-archive", archive, .. name is null ? [] : new[] { "--name", name }],
            "k3d" => ["image", "import", archive, .. name is null ? [] : new[] { "--cluster", name }],
            _ => ["image", "load", archive, "--profile", context],
        };
    }
}
