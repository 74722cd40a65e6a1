using System.Diagnostics;
using EdgeProxy.Hosting.Discovery;

namespace EdgeProxy.Hosting.Tests.Discovery;

public sealed class ReplicaFilesTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AddAsync_NewEdge_WritesEachServiceWithoutAHost()
    {
        using var files = new ReplicaFiles();
        var (edge, services) = Model();

        var path = await files.AddAsync(edge, services, Cancellation);

        Assert.Equal("""{"services":{"ping-svc":{"http":[],"admin":[]},"pong-svc":{"http":[]}}}""", await File.ReadAllTextAsync(path, Cancellation));
        Assert.Equal("edge.json", Path.GetFileName(path));
    }

    [Fact]
    public async Task WriteAsync_Replicas_WritesAddressesByServiceAndEndpoint()
    {
        using var files = new ReplicaFiles();
        var (edge, services) = Model();
        var path = await files.AddAsync(edge, services, Cancellation);

        await files.WriteAsync(
            [
                new ReplicaAddress(services[0], "ping-svc-b", "http", new Uri("http://127.0.0.1:5102/")),
                new ReplicaAddress(services[0], "ping-svc-a", "http", new Uri("http://[::1]:5101/")),
                new ReplicaAddress(services[1], "pong-svc-a", "http", new Uri("https://127.0.0.1:5103/")),
            ],
            Cancellation);

        Assert.Equal(
            """{"services":{"ping-svc":{"http":["http://[::1]:5101","http://127.0.0.1:5102"],"admin":[]},"pong-svc":{"http":["https://127.0.0.1:5103"]}}}""",
            await File.ReadAllTextAsync(path, Cancellation));
        Assert.Equal([path], Directory.GetFiles(Path.GetDirectoryName(path)!));
    }

    [Fact]
    public async Task WriteAsync_TwoEdges_EachGetsTheServicesThatItReferences()
    {
        using var files = new ReplicaFiles();
        var (edge, services) = Model();
        var first = await files.AddAsync(edge, [services[1]], Cancellation);
        var second = await files.AddAsync(new ExecutableResource("second", "second", "."), [], Cancellation);

        await files.WriteAsync([new ReplicaAddress(services[1], "pong-svc-a", "http", new Uri("http://127.0.0.1:5103/"))], Cancellation);

        Assert.Equal("""{"services":{"pong-svc":{"http":["http://127.0.0.1:5103"]}}}""", await File.ReadAllTextAsync(first, Cancellation));
        Assert.Equal("""{"services":{}}""", await File.ReadAllTextAsync(second, Cancellation));
    }

    [Fact]
    public async Task AddAsync_Folder_IsReadableByItsOwnerAlone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The folder for temporary files is the user's own.");
        using var files = new ReplicaFiles();
        var (edge, services) = Model();

        var folder = Path.GetDirectoryName(await files.AddAsync(edge, services, Cancellation))!;

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(folder));
    }

    [Fact]
    public async Task Dispose_DeletesTheFolder()
    {
        var files = new ReplicaFiles();
        var (edge, services) = Model();
        var folder = Path.GetDirectoryName(await files.AddAsync(edge, services, Cancellation))!;

        files.Dispose();

        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public async Task AddAsync_FolderOfAProcessThatHasEnded_IsDeleted()
    {
        using var ended = Process.Start("/bin/true");
        await ended.WaitForExitAsync(Cancellation);
        var abandoned = Directory.CreateTempSubdirectory($"edgeproxy-replicas-{ended.Id}-");
        var running = Directory.CreateTempSubdirectory($"edgeproxy-replicas-{Environment.ProcessId}-");
        try
        {
            using var files = new ReplicaFiles();
            var (edge, services) = Model();

            await files.AddAsync(edge, services, Cancellation);

            Assert.False(Directory.Exists(abandoned.FullName));
            Assert.True(Directory.Exists(running.FullName));
        }
        finally
        {
            running.Delete();
        }
    }

    private static (IResource Edge, IReadOnlyList<IResourceWithEndpoints> Services) Model()
    {
        var ping = new ProjectResource("ping-svc");
        ping.Annotations.Add(new EndpointAnnotation(System.Net.Sockets.ProtocolType.Tcp, uriScheme: "http", name: "http"));
        ping.Annotations.Add(new EndpointAnnotation(System.Net.Sockets.ProtocolType.Tcp, uriScheme: "http", name: "admin"));
        ping.Annotations.Add(new EndpointAnnotation(System.Net.Sockets.ProtocolType.Tcp, uriScheme: "tcp", name: "database"));
        var pong = new ProjectResource("pong-svc");
        pong.Annotations.Add(new EndpointAnnotation(System.Net.Sockets.ProtocolType.Tcp, uriScheme: "http", name: "http"));
        return (new ProjectResource("edge"), [ping, pong]);
    }
}
