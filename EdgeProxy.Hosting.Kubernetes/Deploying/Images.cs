using System.Text.Json;
using System.Text.Json.Nodes;
using Aspire.Hosting;
using Aspire.Hosting.Pipelines;
using EdgeProxy.Hosting.Kubernetes.Application;
using EdgeProxy.Hosting.Kubernetes.Objects;
using EdgeProxy.Hosting.Kubernetes.Pipeline;
using EdgeProxy.Hosting.Kubernetes.Settings;

namespace EdgeProxy.Hosting.Kubernetes.Deploying;

/// <summary>
/// Builds the images with the .NET SDK alone and brings them to where the cluster finds them: to a registry, or as archives into a local cluster.
/// </summary>
internal sealed class Images(PublishRun run, Cluster cluster, ExternalTools tools)
{
    private const string Dotnet = "dotnet";
    private const string Folder = "images";
    private const string None = "none";

    // What the .NET SDK pushed: one image, or an index of several platforms.
    private const string DigestProperty = "GeneratedContainerDigest";
    private const string IndexProperty = "GeneratedImageIndex";

    private static readonly string[] LocalClusters = ["kind", "k3d", "minikube"];

    private readonly PublishSettings _settings = run.Settings;

    private IReadOnlyList<PublishedWorkload> Workloads => _settings.Profile == PublishProfile.Sidecar
        ? [run.Application.Sidecar!.Edge, run.Application.Sidecar.Service]
        : [.. run.Application.Workloads.Where(workload => workload.ContainerImage is null)];

    /// <summary>Makes sure that there is a way for images into the cluster.</summary>
    /// <exception cref="DistributedApplicationException">There is none, or a tool for it is missing.</exception>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        if (!_settings.Deploy.BuildImages)
            return;
        tools.Find(Dotnet);
        if (_settings.Registry is not null)
            return;
        var loader = await LoaderAsync(cancellationToken) ?? throw new DistributedApplicationException(
            $"It is not known how images get into the cluster of the context '{await cluster.ContextNameAsync(cancellationToken)}'. Name a registry with '--Publish:Registry=HOST', or a way with '--Publish:Deploy:LoadImages=kind|minikube|k3d|none', or build none with '--Publish:Deploy:BuildImages=false'.");
        if (loader != None)
            tools.Find(loader);
    }

    /// <summary>Builds all images and notes in <paramref name="state"/> what they are.</summary>
    public async Task BuildAsync(PipelineStepContext context, PipelineState state)
    {
        if (!_settings.Deploy.BuildImages)
        {
            if (state.IsDeployment)
                await KeepChecksumsAsync(state, context.CancellationToken);
            return;
        }

        foreach (var workload in Workloads)
        {
            await context.RunTaskAsync($"Building {workload.Image}", async () =>
            {
                var built = _settings.Registry is null ? await LoadAsync(workload, context.CancellationToken) : await PushAsync(workload, state, context.CancellationToken);
                state.Images[workload.Name] = built;
                return built.Digest is null ? $"Built {workload.Image}" : $"Built {workload.Image} ({built.Digest})";
            });
        }
    }

    // Pods that run the image already would be replaced only because nobody knows its checksum now.
    private async Task KeepChecksumsAsync(PipelineState state, CancellationToken cancellationToken)
    {
        foreach (var workload in Workloads)
        {
            var running = (await RunningAsync(workload, cancellationToken)).FirstOrDefault(pod => pod.Image == workload.Image.ToString());
            if (running.Checksum is { Length: > 0 } checksum)
                state.Images[workload.Name] = new BuiltImage(checksum, Digest: null);
        }
    }

    private async Task<BuiltImage> LoadAsync(PublishedWorkload workload, CancellationToken cancellationToken)
    {
        var archive = Path.Combine(run.OutputPath, Folder, $"{workload.Image.Repository}.tar");
        Directory.CreateDirectory(Path.GetDirectoryName(archive)!);
        await BuildArchiveAsync(workload, archive, _settings.Deploy.RuntimeIdentifiers, cancellationToken);
        var checksum = await ChecksumAsync(workload, archive, cancellationToken);
        var loader = await LoaderAsync(cancellationToken);
        if (loader is not null and not None)
            await tools.RunAsync(loader, await LoaderArgumentsAsync(loader, archive, cancellationToken), cancellationToken);
        return new BuiltImage(checksum, Digest: null);
    }

    private async Task<BuiltImage> PushAsync(PublishedWorkload workload, PipelineState state, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("edge-proxy-images-");
        string checksum;
        try
        {
            var archive = Path.Combine(folder.FullName, $"{workload.Image.Repository}.tar");
            await BuildArchiveAsync(workload, archive, _settings.Deploy.RuntimeIdentifiers?.Split('+')[0], cancellationToken);
            checksum = await ChecksumAsync(workload, archive, cancellationToken);
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        // Pushed once more, the same content would have another digest.
        if (state.IsDeployment && await RunningDigestAsync(workload, checksum, cancellationToken) is { } running)
            return new BuiltImage(checksum, running);
        var registry = _settings.Registry!;
        var slash = registry.IndexOf('/', StringComparison.Ordinal);
        var output = await tools.RunAsync(
            Dotnet,
            [
                .. Publish(workload),
                $"-p:ContainerRegistry={(slash < 0 ? registry : registry[..slash])}",
                $"-p:ContainerRepository={(slash < 0 ? workload.Image.Repository : $"{registry[(slash + 1)..]}/{workload.Image.Repository}")}",
                .. _settings.Deploy.RuntimeIdentifiers is { } identifiers ? new[] { $"-p:ImageRuntimeIdentifiers={identifiers}" } : [],
                $"-getProperty:{DigestProperty}", $"-getProperty:{IndexProperty}",
            ],
            cancellationToken);
        return new BuiltImage(checksum, Digest(output));
    }

    private Task<string> BuildArchiveAsync(PublishedWorkload workload, string archive, string? runtimeIdentifiers, CancellationToken cancellationToken) => tools.RunAsync(
        Dotnet,
        [
            .. Publish(workload),
            $"-p:ContainerRepository={workload.Image.Repository}",
            $"-p:ContainerArchiveOutputPath={archive}",
            .. runtimeIdentifiers is null ? Array.Empty<string>() : [$"-p:ImageRuntimeIdentifiers={runtimeIdentifiers}"],
        ],
        cancellationToken);

    private static string[] Publish(PublishedWorkload workload) =>
        ["publish", workload.ProjectPath, "-t:PublishContainer", "--configuration", "Release", $"-p:ContainerImageTag={workload.Image.Tag}"];

    private static async Task<string> ChecksumAsync(PublishedWorkload workload, string archive, CancellationToken cancellationToken)
    {
        try
        {
            return await ImageChecksum.OfArchiveAsync(archive, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or JsonException)
        {
            throw new DistributedApplicationException($"The build of '{workload.ProjectPath}' made no image that can be read: {exception.Message}", exception);
        }
    }

    // The digest that the cluster runs by, where that was made of the same content.
    private async Task<string?> RunningDigestAsync(PublishedWorkload workload, string checksum, CancellationToken cancellationToken)
    {
        var prefix = $"{_settings.Registry}/{workload.Image.Repository}@";
        return (await RunningAsync(workload, cancellationToken))
            .Where(pod => pod.Checksum == checksum && pod.Image.StartsWith(prefix, StringComparison.Ordinal))
            .Select(pod => pod.Image[prefix.Length..])
            .FirstOrDefault();
    }

    // What the pods of a workload run. A Job's name changes with what it runs, so that the pods' label says which it is.
    private async Task<IReadOnlyList<(string Checksum, string Image)>> RunningAsync(PublishedWorkload workload, CancellationToken cancellationToken)
    {
        var template = workload.Kind == WorkloadKind.CronJob ? ".spec.jobTemplate.spec.template" : ".spec.template";
        var annotation = PodAnnotations.ImageChecksum.Replace("/", "\\/", StringComparison.Ordinal);
        var answer = await cluster.AskAsync(
            [
                "get", workload.Kind.ToString().ToLowerInvariant(), "--output",
                $"jsonpath={{range .items[?(@{template}.metadata.labels.{AppLabel.Name}==\"{workload.Name}\")]}}{{{template}.metadata.annotations.{annotation}}} {{{template}.spec.containers[0].image}}{{\"\\n\"}}{{end}}",
            ],
            cancellationToken);
        return [.. (answer ?? "").Split('\n').Select(line => line.Split(' ')).Where(words => words.Length == 2).Select(words => (words[0], words[1]))];
    }

    private static string? Digest(string output)
    {
        try
        {
            var properties = JsonNode.Parse(output)?["Properties"];
            if ($"{properties?[IndexProperty]}" is { Length: > 0 } index)
                return $"sha256:{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(index)))}";
            return $"{properties?[DigestProperty]}" is { Length: > 0 } digest ? digest : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private async Task<string?> LoaderAsync(CancellationToken cancellationToken)
    {
        if (_settings.Deploy.LoadImages is { } loader)
            return loader;
        // kind and k3d name their contexts kind-NAME and k3d-NAME, minikube names its like the profile.
        var context = await cluster.ContextNameAsync(cancellationToken);
        return LocalClusters.FirstOrDefault(name => context == name || context.StartsWith(name + "-", StringComparison.Ordinal));
    }

    private async Task<string[]> LoaderArgumentsAsync(string loader, string archive, CancellationToken cancellationToken)
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
