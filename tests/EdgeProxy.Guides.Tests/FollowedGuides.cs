using EdgeProxy.TestKit;

namespace EdgeProxy.Guides.Tests;

/// <summary>
/// Somebody who has only the guides, in a clean copy: moves over from Envoy, adds a service, publishes, writes a test, removes the example. One
/// copy is built once for all of it; what there was to see on the way is kept for the tests.
/// </summary>
public sealed class FollowedGuides : IAsyncLifetime
{
    private const string Removal = "Remove ping and pong";
    private const string Migration = "Moving over, step by step";

    /// <summary>The services of the traces of a request to the added one.</summary>
    internal IReadOnlySet<string> TracedServices { get; private set; } = new HashSet<string>();

    /// <summary>What was published with the added service, by the file's name.</summary>
    internal IReadOnlyDictionary<string, string> Manifests { get; private set; } = new Dictionary<string, string>();

    /// <summary>What was published when the example was gone.</summary>
    internal IReadOnlyDictionary<string, string> ManifestsOfTheSkeleton { get; private set; } = new Dictionary<string, string>();

    /// <summary>What the application printed when the example was gone.</summary>
    internal string OutputOfTheSkeleton { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        RequiredTool.Find("curl", "curl");
        using var copy = new CleanCopy();
        await using var run = new GuideRun(copy.Root);
        var development = Guide("development.md");

        await run.FollowAsync(Guide("from-envoy.md").Where(block => block.Heading == Migration));
        await run.StopAsync();
        Restore(copy.Root, "EdgeProxy.Gateway/appsettings.json");

        await run.FollowAsync(development.TakeWhile(block => block.Heading != Removal));
        await SeeTheTraceAsync(run.Application!);
        Manifests = Published(copy.Root);
        await run.StopAsync();

        await run.FollowAsync(development.Where(block => block.Heading.StartsWith("A test project", StringComparison.Ordinal)));

        await run.FollowAsync(development.Where(block => block.Heading == Removal));
        OutputOfTheSkeleton = run.Application!.Output;
        await run.FollowAsync(development.Where(block => block.Heading == "Publish it" && block.Language == "sh"));
        ManifestsOfTheSkeleton = Published(copy.Root);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static IReadOnlyList<GuideBlock> Guide(string name) => GuideBlock.Read(Path.Combine(CleanCopy.Original, "docs", name));

    /// <summary>Takes a guide's change of a file back, since the next guide begins with a fresh clone.</summary>
    private static void Restore(string root, string file) => File.Copy(Path.Combine(CleanCopy.Original, file), Path.Combine(root, file), overwrite: true);

    private async Task SeeTheTraceAsync(RunningApplication application)
    {
        using var visitor = await DashboardVisitor.LogInAsync(application.Login);
        await Eventually.HoldsAsync("the trace of the added service", async () =>
            (TracedServices = await visitor.ServicesOfTracesWithAsync("/hello")).IsSupersetOf(["edge-proxy", "hello-svc"]));
    }

    private static Dictionary<string, string> Published(string root) =>
        Directory.EnumerateFiles(Path.Combine(root, "k8s", "manifests")).ToDictionary(file => Path.GetFileName(file)!, File.ReadAllText);
}
