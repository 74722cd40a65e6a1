using EdgeProxy.TestKit;

namespace EdgeProxy.Guides.Tests;

/// <summary>
/// Follows the guides alone, in a clean copy: migrates from Envoy, adds a service, publishes, writes a test, builds an AppHost from a template, removes the example. One copy is built
/// once for all of it, and what the steps produced is kept for the tests.
/// </summary>
public sealed class FollowedGuides : IAsyncLifetime
{
    private static readonly string[] AddAService = ["1. A project", "2. A resource in AppHost.cs", "3. A route", "Run it", "Publish it"];

    /// <summary>The services of the traces of a request to the added one.</summary>
    internal IReadOnlySet<string> TracedServices { get; private set; } = new HashSet<string>();

    /// <summary>What was published with the added service, by the file's name.</summary>
    internal IReadOnlyDictionary<string, string> Manifests { get; private set; } = new Dictionary<string, string>();

    /// <summary>What was published after the example was removed.</summary>
    internal IReadOnlyDictionary<string, string> ManifestsWithoutExample { get; private set; } = new Dictionary<string, string>();

    /// <summary>What the application wrote to the console after the example was removed.</summary>
    internal string OutputWithoutExample { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        RequiredTool.Find("curl", "curl");
        using var copy = new CleanCopy();
        await using var run = new GuideRun(copy.Root);
        var development = GuideBlock.Read(Path.Combine(CleanCopy.Original, "docs", "development.md"));
        var migration = GuideBlock.Read(Path.Combine(CleanCopy.Original, "docs", "from-envoy.md"));

        await run.FollowAsync(Part(migration, "Moving over, step by step"));
        await run.StopAsync();
        Restore(copy.Root, "EdgeProxy.Gateway/appsettings.json");

        await run.FollowAsync(Part(development, AddAService[..^1]));
        await HasTraceAsync(run.Application!);
        await run.StopAsync();
        await run.FollowAsync(Part(development, AddAService[^1]));
        Manifests = Published(copy.Root);

        await run.FollowAsync(Part(development, "A test project"));
        await OwnAppHost.BuildAsync(copy.Root);

        await run.FollowAsync(Part(development, "Remove ping and pong"));
        OutputWithoutExample = run.Application!.Output;
        await run.StopAsync();
        await run.FollowAsync(Part(development, "Publish it").Where(block => block.Language == "sh"));
        ManifestsWithoutExample = Published(copy.Root);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>The blocks under some headings. A heading without a block is one that was renamed.</summary>
    private static IReadOnlyList<GuideBlock> Part(IReadOnlyList<GuideBlock> guide, params string[] headings)
    {
        Assert.All(headings, heading => Assert.Contains(guide, block => block.Heading == heading));
        return [.. guide.Where(block => headings.Contains(block.Heading))];
    }

    /// <summary>Takes a guide's change of a file back, since the next guide begins with a fresh clone.</summary>
    private static void Restore(string root, string file) => File.Copy(Path.Combine(CleanCopy.Original, file), Path.Combine(root, file), overwrite: true);

    private async Task HasTraceAsync(RunningApplication application)
    {
        using var telemetry = application.Telemetry();
        await Eventually.HoldsAsync("the trace of the added service", async () =>
            (TracedServices = await telemetry.ServicesOfTracesWithAsync("/hello")).IsSupersetOf(["edge-proxy", "hello-svc"]));
    }

    private static Dictionary<string, string> Published(string root) =>
        Directory.EnumerateFiles(Path.Combine(root, "k8s", "manifests")).ToDictionary(file => Path.GetFileName(file)!, File.ReadAllText);
}
