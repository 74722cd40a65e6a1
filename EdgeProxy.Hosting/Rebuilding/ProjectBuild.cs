using System.Text.RegularExpressions;
using EdgeProxy.Hosting.Logs;
using EdgeProxy.Hosting.Planning;
using EdgeProxy.Hosting.Processes;

namespace EdgeProxy.Hosting.Rebuilding;

/// <summary>Builds one project as <c>dotnet build</c> does (whose own summary of errors it does without), into a folder of its own: the files of a running process must not change under it.</summary>
internal sealed partial class ProjectBuild(ProcessLauncher launcher, string configuration)
{
    /// <summary>Builds.</summary>
    /// <param name="projectPath">The project file.</param>
    /// <param name="folder">Where the output goes.</param>
    /// <param name="line">Told each line of the build's output.</param>
    /// <param name="cancellationToken">Kills the build.</param>
    /// <exception cref="ProcessStartException"><c>dotnet</c> cannot be started.</exception>
    public async Task<BuildResult> RunAsync(string projectPath, string folder, Action<string> line, CancellationToken cancellationToken)
    {
        using var process = await launcher.StartAsync(Plan(projectPath, folder));
        await using var registration = cancellationToken.Register(process.Kill);
        var errors = new HashSet<string>(StringComparer.Ordinal);
        var output = Task.WhenAll(Pump(process.Output), Pump(process.Error));
        var exitCode = await process.Exited;
        await output;
        cancellationToken.ThrowIfCancellationRequested();
        lock (errors)
            return new BuildResult(exitCode, [.. errors]);

        Task Pump(StreamReader reader) => LinePump.RunAsync(reader, text =>
        {
            if (text.Length == 0)
                return;
            var plain = ProjectSuffix().Replace(text, "");
            line(plain);
            lock (errors)
            {
                if (ErrorLine().IsMatch(plain))
                    errors.Add(plain);
            }
        });
    }

    /// <summary>One node, which ends with the build: a service and what it shares are built faster alone than by nodes that start first.</summary>
    private ProcessPlan Plan(string projectPath, string folder) => new(
        Executable.Find(OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet") ?? "dotnet",
        [
            "msbuild", projectPath, "-restore", "-target:Build", $"-p:Configuration={configuration}", $"-p:OutDir={folder}{Path.DirectorySeparatorChar}",
            "-m:1", "-nodeReuse:false", "-nologo", "-v:quiet", "-tl:off",
        ],
        Path.GetDirectoryName(projectPath)!,
        new Dictionary<string, string> { ["DOTNET_NOLOGO"] = "1" });

    /// <summary>The project's path at the end of MSBuild's lines says nothing new.</summary>
    [GeneratedRegex(@" \[[^\[\]]+proj(?:::[^\]]*)?\]$")]
    private static partial Regex ProjectSuffix();

    [GeneratedRegex(@"(?:^|: )error(?: \w+)?: ")]
    private static partial Regex ErrorLine();
}
