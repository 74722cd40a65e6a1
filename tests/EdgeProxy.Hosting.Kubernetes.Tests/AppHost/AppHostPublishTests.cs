namespace EdgeProxy.Hosting.Kubernetes.Tests.AppHost;

/// <summary>The whole way, from <c>AppHost.cs</c> to files, with and without the Aspire CLI.</summary>
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
    public async Task Publish_OfEachProfile_WritesTheGoldenFiles(string profile)
    {
        (await AppHostProgram.PublishAsync(Target, Cancellation, $"--Publish:Profile={profile}")).Succeeded();

        Assert.Equal(Texts(SourceFolder.Path($"../Golden/{profile}")), Texts(Target));
    }

    [Fact]
    public async Task Publish_WithTheCli_WritesTheSameBytesAndShowsTheSummary()
    {
        var run = (await AppHostProgram.AspireAsync("publish", Target, Cancellation)).Succeeded();

        Assert.Equal(Texts(SourceFolder.Path("../Golden/full")), Texts(Target));
        Assert.Contains($"kubectl apply -k {Target}/manifests", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Publish_Twice_WritesTheSameBytes()
    {
        (await AppHostProgram.PublishAsync(Target, Cancellation)).Succeeded();
        var first = Texts(Target);

        (await AppHostProgram.PublishAsync(Target, Cancellation)).Succeeded();

        Assert.Equal(first, Texts(Target));
    }

    [Fact]
    public async Task Publish_WithoutAStep_DoesNothingElse()
    {
        (await AppHostProgram.RunAsync(Cancellation, "--operation", "publish", "--output-path", Target)).Succeeded();

        Assert.Equal(Texts(SourceFolder.Path("../Golden/full")), Texts(Target));
    }

    [Fact]
    public async Task Publish_WithArguments_WritesThemIntoTheManifests()
    {
        (await AppHostProgram.PublishAsync(
            Target, Cancellation, "--Publish:Registry=registry.example.com", "--Publish:Tag=1.2.3", "--Publish:Namespace=edge")).Succeeded();

        var deployment = await File.ReadAllTextAsync(Path.Combine(Target, "manifests", "edge-proxy-deployment.yaml"), Cancellation);
        Assert.Contains("image: registry.example.com/edge-proxy:1.2.3\n", deployment, StringComparison.Ordinal);
        Assert.Contains("imagePullPolicy: IfNotPresent", deployment, StringComparison.Ordinal);
        Assert.Contains("namespace: edge", await File.ReadAllTextAsync(Path.Combine(Target, "manifests", "Kustomization"), Cancellation), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("'Publish:Profile' is 'sede'. Did you mean 'seed'?", "--Publish:Profile=sede")]
    [InlineData("'Publish:NodePort' is '80'. Allowed: a whole number from 30000 to 32767, or 0.", "--Publish:NodePort=80")]
    [InlineData("The setting 'Publish:Replica' is not known.", "--Publish:Replica=3")]
    public async Task Publish_WithAWrongSetting_ExitsWithOneMessageAndWritesNothing(string message, string arg)
    {
        var run = await AppHostProgram.PublishAsync(Target, Cancellation, arg);

        Assert.Equal(1, run.ExitCode);
        Assert.True(run.Output.Contains(message, StringComparison.Ordinal), $"'{message}' is not in:\n{run.Output}\n{run.Errors}");
        Assert.Single(run.Output.Split('\n'), line => line.StartsWith("fail:", StringComparison.Ordinal) || line.StartsWith("crit:", StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", run.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Target));
    }

    [Fact]
    public async Task Publish_WithTheCliAndAWrongSetting_ExitsWithItsMessageAndWritesNothing()
    {
        var run = await AppHostProgram.AspireAsync("publish", Target, Cancellation, "--Publish:NodePort=80");

        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains("'Publish:NodePort' is '80'. Allowed: a whole number from 30000 to 32767, or 0.", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Target));
    }

    [Fact]
    public async Task Publish_IntoAFile_ExitsWithItsMessage()
    {
        await File.WriteAllTextAsync(Target, "a file", Cancellation);

        var run = await AppHostProgram.PublishAsync(Target, Cancellation);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"The folder '{Target}' cannot be written: ", run.Output, StringComparison.Ordinal);
        Assert.Equal("a file", await File.ReadAllTextAsync(Target, Cancellation));
    }


    [Fact]
    public async Task Run_OfAnUnknownStep_ExitsWithItsMessage()
    {
        var run = await AppHostProgram.RunAsync(Cancellation, "--operation", "publish", "--step", "deploy-kubernetes", "--output-path", Target);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("'deploy-kubernetes'", run.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Target));
    }

    private static SortedDictionary<string, string> Texts(string folder) => new(
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(file => !Path.GetFileName(file).StartsWith('.'))
            .ToDictionary(file => Path.GetRelativePath(folder, file), File.ReadAllText),
        StringComparer.Ordinal);
}
