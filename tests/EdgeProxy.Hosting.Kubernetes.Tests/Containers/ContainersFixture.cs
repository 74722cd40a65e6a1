using EdgeProxy.TestKit;

namespace EdgeProxy.Hosting.Kubernetes.Tests.Containers;

/// <summary>
/// The images, built as <c>eng/Images.proj</c> builds them, and podman to run them with. It needs root, for the network of the pods.
/// </summary>
public sealed class ContainersFixture : IAsyncDisposable
{
    private static readonly string[] Names = ["edge-proxy", "ping-svc", "pong-svc"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("containers-");
    private PodNetwork? _network;

    internal Podman Podman { get; private set; } = null!;

    internal PodNetwork Network => _network!;

    /// <summary>Builds and loads the images, once. A test that calls this is skipped where podman or root is missing.</summary>
    public async Task EnsureReadyAsync(CancellationToken cancellationToken)
    {
        var podman = RequiredTool.Find("podman", "podman");
        var ip = RequiredTool.Find("ip", "iproute2");
        RequiredTool.Find("runc", "runc");
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Network namespaces need root.");
        if (_network is not null)
            return;
        Podman = new Podman(podman, _folder.FullName);
        await BuildAsync(cancellationToken);
        foreach (var name in Names)
            await Podman.LoadAsync(Path.Combine(_folder.FullName, $"{name}.tar.gz"), cancellationToken);
        _network = await PodNetwork.CreateAsync(ip, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_network is not null)
        {
            await Podman.RemoveAllAsync();
            await _network.DisposeAsync();
        }

        // The last container's monitor may still be writing that it has ended.
        await Eventually.HoldsAsync("the containers' storage is gone", () =>
        {
            try
            {
                _folder.Delete(recursive: true);
                return true;
            }
            catch (IOException)
            {
                return false;
            }
        });
    }

    // The services are built already: only their packing is under test here.
    private async Task BuildAsync(CancellationToken cancellationToken)
    {
        var image = await BaseImage.CreateAsync(cancellationToken);
        await using var registry = await BaseImageRegistry.StartAsync(image, cancellationToken);
        await Command.RunAsync(
            "dotnet",
            [
                "build", Path.Combine(Repository.Root, "eng", "Images.proj"), "--no-restore", "-nodeReuse:false",
                $"-p:Configuration={Repository.Configuration}", "-p:NoBuild=true",
                $"-p:ContainerBaseImage={registry.ImageName}", $"-p:ContainerArchiveOutputPath={_folder.FullName}/",
            ],
            cancellationToken);
    }
}
