using System.Diagnostics;
using EdgeProxy.TestKit;

namespace EdgeProxy.Hosting.Kubernetes.Tests.ClusterCheck;

/// <summary>Runs <c>eng/cluster-check</c> over a played cluster: no cluster can be had here, and the script has to be right when it meets one.</summary>
public sealed class ClusterCheckTests : IDisposable
{
    private static readonly string[] Tools = ["kubectl", "helm", "dotnet", "sleep", "pgrep"];

    private static readonly string[] Rows =
    [
        "every document passes a strict dry run of the server",
        "'kubectl apply -f' takes the folder too",
        "deploy with Helm",
        "a second deploy restarts nothing",
        "another content of an image replaces its pods, no others",
        "helm test passes, says what it got and leaves no pod",
        "the edge's only pod is evicted under load",
        "a service's pod is killed under load",
        "10 s after scaling from 2 to 4 every pod gets requests",
        "autoscaling turned on keeps 4 pods (Helm)",
        "a rollout that cannot come says why",
        "a deploy after a killed one recovers",
        "destroy leaves nothing (Helm)",
        "deploy with kubectl",
        "kubectl diff is empty afterwards",
        "Helm after kubectl is refused, with the ways on",
        "autoscaling turned on keeps 4 pods (kubectl)",
        "what is not published any more is removed",
        "destroy leaves nothing (kubectl)",
        "the sidecar variant becomes ready",
        "destroy leaves nothing (sidecar)",
    ];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cluster-check-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task ClusterCheck_OfAClusterThatIsRight_SaysOkInEveryRow()
    {
        var (exitCode, output) = await RunAsync(isBroken: false);

        Assert.Equal(Rows.Select(row => (row, "ok")), Table(output));
        Assert.Equal(0, exitCode);
        Assert.Contains("5000 requests, 0 failed", output, StringComparison.Ordinal);
        Assert.Contains("interrupted (pending-upgrade)", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ClusterCheck_OfAClusterThatIsWrong_SaysFailedInEveryRow()
    {
        var (exitCode, output) = await RunAsync(isBroken: true);

        Assert.Equal(Rows.Select(row => (row, "FAILED")), Table(output));
        Assert.Equal(1, exitCode);
        Assert.Contains("4900 requests, 84 failed", output, StringComparison.Ordinal);
    }

    // The table at the end, below an empty line.
    private static IEnumerable<(string Row, string Result)> Table(string output) => output.TrimEnd('\n').Split("\n\n")[^1].Split('\n')
        .Select(line => (line[..58].TrimEnd(), line[58..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[0]));

    private async Task<(int ExitCode, string Output)> RunAsync(bool isBroken)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The script is for bash.");
        var bin = _folder.CreateSubdirectory("bin").FullName;
        foreach (var tool in Tools)
            File.CreateSymbolicLink(Path.Combine(bin, tool), SourceFolder.Path("cluster"));
        var start = new ProcessStartInfo("bash", [Path.Combine(Repository.Root, "eng", "cluster-check")]) { RedirectStandardOutput = true };
        start.Environment["BIN"] = bin;
        start.Environment["CLUSTER"] = _folder.CreateSubdirectory("state").FullName;
        start.Environment["IS_BROKEN"] = isBroken ? "1" : "0";
        start.Environment["NAMESPACE"] = "edge-proxy-check";
        start.Environment["PATH"] = $"{bin}{Path.PathSeparator}{Environment.GetEnvironmentVariable("PATH")}";
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, output);
    }
}
