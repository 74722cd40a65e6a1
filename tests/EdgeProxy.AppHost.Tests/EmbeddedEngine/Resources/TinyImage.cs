using System.Formats.Tar;
using EdgeProxy.AppHost.Tests.Publishing.Containers;
using EdgeProxy.TestKit;

namespace EdgeProxy.AppHost.Tests.EmbeddedEngine.Resources;

/// <summary>podman with a storage of its own, and in it the image <c>localhost/tiny:dev</c>: a static busybox with one page. Nothing is pulled.</summary>
internal sealed class TinyImage : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tiny-image-");
    private readonly string _podman;

    private TinyImage(string podman)
    {
        _podman = podman;
        Environment = new Dictionary<string, string>
        {
            ["ASPIRE_CONTAINER_RUNTIME"] = "podman",
            ["CONTAINERS_CONF"] = PathOf("containers.conf"),
            ["CONTAINERS_STORAGE_CONF"] = PathOf("storage.conf"),
        };
    }

    /// <summary>What makes an AppHost use this podman.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; }

    /// <summary>Builds the image. A test that calls this is skipped where podman, busybox or root is missing.</summary>
    public static async Task<TinyImage> CreateAsync(CancellationToken cancellationToken)
    {
        var podman = RequiredTool.Find("podman", "podman");
        var busybox = RequiredTool.Find("busybox", "busybox-static");
        RequiredTool.Find("runc", "runc");
        Assert.SkipUnless(System.Environment.IsPrivilegedProcess, "Containers of a storage of their own need root.");
        var image = new TinyImage(podman);
        await image.WriteAsync(busybox, cancellationToken);
        await image.RunAsync(["import", image.PathOf("files.tar"), "localhost/tiny:dev"], cancellationToken);
        return image;
    }

    /// <summary>The names of all containers, whatever their state is.</summary>
    public async Task<string[]> ContainersAsync() =>
        (await RunAsync(["ps", "--all", "--format", "{{.Names}}"], CancellationToken.None)).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>What a container says of itself.</summary>
    public Task<string> InspectAsync(string container, string format) => RunAsync(["inspect", "--format", format, container], CancellationToken.None);

    /// <summary>Runs podman with this storage.</summary>
    public Task<string> RunAsync(IEnumerable<string> args, CancellationToken cancellationToken) => Command.RunAsync(
        "/usr/bin/env",
        [.. Environment.Select(variable => $"{variable.Key}={variable.Value}"), _podman, .. args],
        cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await RunAsync(["rm", "--all", "--force", "--time", "0"], CancellationToken.None);
        await Eventually.HoldsAsync("the storage is gone", () =>
        {
            try
            {
                _folder.Delete(recursive: true);
                return true;
            }
            catch (IOException)
            {
                // The last container's monitor may still be writing that it has ended.
                return false;
            }
        });
    }

    private async Task WriteAsync(string busybox, CancellationToken cancellationToken)
    {
        await File.WriteAllTextAsync(
            PathOf("containers.conf"),
            """
            [containers]
            default_ulimits = ["nofile=1024:1024", "nproc=1000:1000"]
            [engine]
            runtime = "runc"
            """,
            cancellationToken);
        await File.WriteAllTextAsync(
            PathOf("storage.conf"),
            $"""
            [storage]
            driver = "overlay"
            graphroot = "{PathOf("storage")}"
            runroot = "{PathOf("run")}"
            [storage.options.overlay]
            skip_mount_home = "true"
            """,
            cancellationToken);
        await using var file = File.Create(PathOf("files.tar"));
        await using var tar = new TarWriter(file);
        await tar.WriteEntryAsync(busybox, "bin/busybox", cancellationToken);
        var page = new PaxTarEntry(TarEntryType.RegularFile, "www/index.html") { DataStream = new MemoryStream("from a container"u8.ToArray()) };
        await tar.WriteEntryAsync(page, cancellationToken);
    }

    private string PathOf(string name) => Path.Combine(_folder.FullName, name);
}
