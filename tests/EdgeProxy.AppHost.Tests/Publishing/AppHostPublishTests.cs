using EdgeProxy.TestKit;

namespace EdgeProxy.AppHost.Tests.Publishing;

/// <summary>The whole way, from <c>AppHost.cs</c> to files.</summary>
public sealed class AppHostPublishTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("apphost-publish-");

    private string Target => Path.Combine(_folder.FullName, "k8s");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>The publisher's own tests keep these files, and check what they say.</summary>
    [Theory]
    [InlineData("full")]
    [InlineData("seed")]
    [InlineData("sidecar")]
    public async Task WritesByteForByteWhatIsKept(string profile)
    {
        var kept = Path.Combine(Repository.Root, "tests", "EdgeProxy.Hosting.Tests", "Publishing", "Golden", profile);

        var (exitCode, _, errors) = await AppHostProgram.PublishAsync(Target, Cancellation, "--profile", profile);

        Assert.Equal("", errors);
        Assert.Equal(0, exitCode);
        Assert.Equal(Texts(kept), Texts(Target));
    }

    [Fact]
    public async Task WritesTheSameBytesOverWhatItWroteBefore()
    {
        await AppHostProgram.PublishAsync(Target, Cancellation);
        var first = Texts(Target);

        await AppHostProgram.PublishAsync(Target, Cancellation);

        Assert.Equal(first, Texts(Target));
    }

    [Fact]
    public async Task TakesEverythingForARealClusterFromItsArguments()
    {
        await AppHostProgram.PublishAsync(
            Target, Cancellation, "--Publish:Registry=registry.example.com", "--Publish:Tag=1.2.3", "--Publish:PullPolicy=IfNotPresent", "--Publish:Namespace=edge");

        var deployment = await File.ReadAllTextAsync(Path.Combine(Target, "manifests", "edge-proxy-deployment.yaml"), Cancellation);
        Assert.Contains("image: registry.example.com/edge-proxy:1.2.3\n", deployment, StringComparison.Ordinal);
        Assert.Contains("imagePullPolicy: IfNotPresent", deployment, StringComparison.Ordinal);
        Assert.Contains("namespace: edge", await File.ReadAllTextAsync(Path.Combine(Target, "manifests", "kustomization.yaml"), Cancellation), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AppHost: The profile 'sede' is not known. Did you mean 'seed'?", "--profile", "sede")]
    [InlineData("AppHost: 'Publish:NodePort' is '80'. Allowed: a whole number from 30000 to 32767, or 0.", "--Publish:NodePort=80")]
    [InlineData("AppHost: The setting 'Publish:Replica' is not known.", "--Publish:Replica=3")]
    public async Task SaysInOneLineWhatIsWrongAndWritesNothing(string message, params string[] args)
    {
        var (exitCode, output, errors) = await AppHostProgram.PublishAsync(Target, Cancellation, args);

        Assert.NotEqual(0, exitCode);
        Assert.Equal("", output);
        Assert.StartsWith(message, Assert.Single(errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.False(Directory.Exists(Target));
    }

    [Fact]
    public async Task SaysInOneLineThatTheFolderCannotBeWritten()
    {
        await File.WriteAllTextAsync(Target, "a file", Cancellation);

        var (exitCode, _, errors) = await AppHostProgram.PublishAsync(Target, Cancellation);

        Assert.NotEqual(0, exitCode);
        Assert.StartsWith($"AppHost: The folder '{Target}' cannot be written: ", Assert.Single(errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.Equal("a file", await File.ReadAllTextAsync(Target, Cancellation));
    }

    private static SortedDictionary<string, string> Texts(string folder) => new(
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(file => !Path.GetFileName(file).StartsWith('.'))
            .ToDictionary(file => Path.GetRelativePath(folder, file), File.ReadAllText),
        StringComparer.Ordinal);
}
