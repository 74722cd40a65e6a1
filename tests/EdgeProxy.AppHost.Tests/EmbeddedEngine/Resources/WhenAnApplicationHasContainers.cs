using EdgeProxy.TestKit;

namespace EdgeProxy.AppHost.Tests.EmbeddedEngine.Resources;

/// <summary>A container runs like a project, and none is left however the AppHost ends.</summary>
public sealed class WhenAnApplicationHasContainers
{
    private const string Scenarios = "tests/EdgeProxy.Scenarios.AppHost";
    private const string Secret = "s3cret-value";

    [Fact]
    public async Task TheyServeOnALoopbackPortAndAreReachedByOthers()
    {
        await using var image = await TinyImage.CreateAsync(TestContext.Current.CancellationToken);
        await using var appHost = await StartAsync(image);
        using var web = new HttpClient { BaseAddress = appHost.AddressOf("web") };
        using var caller = new HttpClient { BaseAddress = appHost.AddressOf("caller") };

        Assert.Equal("from a container", await web.GetStringAsync(new Uri("/", UriKind.Relative), TestContext.Current.CancellationToken));
        foreach (var variable in new[] { "WEB_URL", "services__web__http__0" })
            Assert.Equal(web.BaseAddress.AbsoluteUri.TrimEnd('/'), await caller.GetStringAsync(new Uri($"/env/{variable}", UriKind.Relative), TestContext.Current.CancellationToken));
        var container = Assert.Single(await image.ContainersAsync());
        Assert.Matches("^web-[a-z]{8}$", container);
        Assert.Equal($"8080/tcp -> 127.0.0.1:{web.BaseAddress.Port}", await image.RunAsync(["port", container], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task TheirLinesAreOnTheConsoleWithoutTheirSecrets()
    {
        await using var image = await TinyImage.CreateAsync(TestContext.Current.CancellationToken);
        await using var appHost = await StartAsync(image);

        await appHost.SeesLineAsync("started with ***");

        Assert.DoesNotContain(Secret, appHost.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(appHost.Alive, id => File.ReadAllText($"/proc/{id}/cmdline").Contains(Secret, StringComparison.Ordinal));
    }

    [Fact]
    public async Task AnOrderlyEndRemovesThem()
    {
        await using var image = await TinyImage.CreateAsync(TestContext.Current.CancellationToken);
        await using var appHost = await StartAsync(image);

        Signals.Send(appHost.Id, Signals.Terminate);

        Assert.Equal(0, await appHost.ExitCodeAsync());
        Assert.Empty(await image.ContainersAsync());
        Assert.Empty(appHost.Alive);
    }

    [Fact]
    public async Task AKilledAppHostLeavesNone()
    {
        await using var image = await TinyImage.CreateAsync(TestContext.Current.CancellationToken);
        await using var appHost = await StartAsync(image);

        Signals.Send(appHost.Id, Signals.Kill);

        await Eventually.HoldsAsync("the end of every container", async () => (await image.ContainersAsync()).Length == 0);
        await Eventually.HoldsAsync("the end of every process", () => appHost.Alive.Count == 0);
    }

    [Fact]
    public async Task WhatALostRunHasLeftIsRemovedAtTheNextStart()
    {
        await using var image = await TinyImage.CreateAsync(TestContext.Current.CancellationToken);
        var label = await LabelOfAsync(image);
        await image.RunAsync(["run", "--detach", "--name", "left", "--label", $"edgeproxy.apphost={label}", "--label", "edgeproxy.process=1-20000101000000", "localhost/tiny:dev", "/bin/busybox", "sleep", "600"], TestContext.Current.CancellationToken);

        await using var appHost = await StartAsync(image);

        Assert.DoesNotContain("left", await image.ContainersAsync());
    }

    [Fact]
    public async Task WithoutARuntimeTheApplicationSaysSoAndStartsNothing()
    {
        var empty = Directory.CreateTempSubdirectory("no-runtime-");
        await using var appHost = AppHostProcess.Start(
            Scenarios, new Dictionary<string, string> { ["PATH"] = empty.FullName }, "--isolated", "--Scenario:Name=container", $"--Parameters:api-key={Secret}");

        Assert.Equal(1, await appHost.ExitCodeAsync());
        Assert.Contains("There is no container runtime to run containers with: 'docker' is not on the PATH; 'podman' is not on the PATH.", appHost.Output, StringComparison.Ordinal);
        Assert.Empty(appHost.Alive);
        empty.Delete(recursive: true);
    }

    [Fact]
    public async Task DockerIsTakenBeforePodmanAndSpokenToInItsOwnWords()
    {
        await using var image = await TinyImage.CreateAsync(TestContext.Current.CancellationToken);
        using var docker = StandInDocker.Over(RequiredTool.Find("podman", "podman"));
        var environment = new Dictionary<string, string>(image.Environment)
        {
            ["ASPIRE_CONTAINER_RUNTIME"] = "",
            ["PATH"] = $"{docker.Folder}{Path.PathSeparator}{Environment.GetEnvironmentVariable("PATH")}",
            ["Parameters__api_key"] = Secret,
        };
        await using var appHost = AppHostProcess.Start(Scenarios, environment, "--isolated", "--Scenario:Name=container");
        await appHost.SeesLineAsync("Everything is healthy");
        using var web = new HttpClient { BaseAddress = appHost.AddressOf("web") };

        Assert.Equal("from a container", await web.GetStringAsync(new Uri("/", UriKind.Relative), TestContext.Current.CancellationToken));
        Signals.Send(appHost.Id, Signals.Terminate);
        Assert.Equal(0, await appHost.ExitCodeAsync());

        Assert.Empty(await image.ContainersAsync());
        Assert.Contains(docker.Calls, call => call.StartsWith("run --rm --name web-", StringComparison.Ordinal) && call.Contains("--add-host=host.docker.internal:host-gateway", StringComparison.Ordinal));
        Assert.Contains(docker.Calls, call => call.StartsWith("rm --force --volumes web-", StringComparison.Ordinal));
        Assert.DoesNotContain(docker.Calls, call => call.Contains(Secret, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", "; 'podman' is not on the PATH")]
    [InlineData("docker", "")]
    public async Task ADockerWhoseDaemonDoesNotRunIsTold(string asked, string others)
    {
        using var docker = StandInDocker.WithoutDaemon();
        var environment = new Dictionary<string, string> { ["PATH"] = docker.Folder, ["ASPIRE_CONTAINER_RUNTIME"] = asked, ["Parameters__api_key"] = Secret };
        await using var appHost = AppHostProcess.Start(Scenarios, environment, "--isolated", "--Scenario:Name=container");

        Assert.Equal(1, await appHost.ExitCodeAsync());
        Assert.Contains(
            $"'{docker.Folder}/docker' does not work (Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?){others}. Install or start Docker or podman",
            appHost.Output,
            StringComparison.Ordinal);
        Assert.Empty(appHost.Alive);
    }

    private static async Task<AppHostProcess> StartAsync(TinyImage image)
    {
        var environment = new Dictionary<string, string>(image.Environment) { ["Parameters__api_key"] = Secret };
        var appHost = AppHostProcess.Start(Scenarios, environment, "--isolated", "--Scenario:Name=container");
        await appHost.SeesLineAsync("Everything is healthy");
        return appHost;
    }

    private static async Task<string> LabelOfAsync(TinyImage image)
    {
        await using var appHost = await StartAsync(image);
        var label = await image.InspectAsync(Assert.Single(await image.ContainersAsync()), "{{index .Config.Labels \"edgeproxy.apphost\"}}");
        Signals.Send(appHost.Id, Signals.Terminate);
        await appHost.ExitCodeAsync();
        return label;
    }
}
