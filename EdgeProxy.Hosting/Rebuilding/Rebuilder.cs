using EdgeProxy.Dashboard.ResourceFeed.Contract;
using EdgeProxy.Hosting.Commands;
using EdgeProxy.Hosting.Planning;
using EdgeProxy.Hosting.Processes;
using EdgeProxy.Hosting.Running;

namespace EdgeProxy.Hosting.Rebuilding;

/// <summary>
/// Builds the project of one resource while everything runs, then restarts its replicas one after another. A build that fails, or makes a
/// program that does not get healthy, changes nothing.
/// </summary>
internal sealed class Rebuilder(AppHostContext context, ReplicaServices services) : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _oneBuild = new(1, 1);
    private readonly ProjectBuild _build = new(services.Launcher, context.Configuration);
    private readonly RollingRestart _restart = new(services);
    private readonly RebuildFolders _folders = new();
    private readonly Dictionary<string, string> _current = new(StringComparer.Ordinal);
    private readonly HashSet<string> _underWay = new(StringComparer.Ordinal);

    /// <summary>Whether a resource has a project that can be built.</summary>
    public static bool CanRebuild(ReplicaGroup group) => Project(group) is not null;

    /// <summary>Builds and restarts.</summary>
    /// <returns>A fault when the new program does not serve.</returns>
    public async Task<CommandAnswer> RebuildAsync(ReplicaGroup group)
    {
        var name = group.Plan.Resource.Name;
        if (Project(group) is not { } project)
            return new CommandAnswer($"'{name}' is no project, so there is nothing to build. Use restart.");
        lock (_underWay)
        {
            if (!_underWay.Add(name))
                return new CommandAnswer($"'{name}' is being rebuilt already.");
        }

        try
        {
            // Two builds of projects that share a library would write the same files.
            await _oneBuild.WaitAsync(_stop.Token);
            try
            {
                return new CommandAnswer(await RebuildAsync(group, name, project), WasSaid: true);
            }
            finally
            {
                _oneBuild.Release();
            }
        }
        catch (OperationCanceledException)
        {
            return new CommandAnswer($"'{name}' was not rebuilt: the application stops.");
        }
        finally
        {
            lock (_underWay)
                _underWay.Remove(name);
        }
    }

    /// <summary>Gives up what is under way. The folders stay as long as replicas run from them: <see cref="RemoveFolders"/>.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _oneBuild.WaitAsync();
        _oneBuild.Release();
    }

    /// <summary>Takes the built folders away, when all replicas have ended.</summary>
    public void RemoveFolders() => _folders.RemoveAll();

    public void Dispose()
    {
        _stop.Dispose();
        _oneBuild.Dispose();
    }

    private async Task<string?> RebuildAsync(ReplicaGroup group, string name, IBuiltProjectMetadata project)
    {
        // A build is one for all replicas: its lines are the first one's, so that they stand once where the replicas' lines are merged.
        void Say(string text) => services.Output.WriteLine(group.Runners[0].Name, ConsoleStream.System, text);

        var started = services.Time.GetTimestamp();
        var folder = _folders.Next(Path.GetDirectoryName(project.ProjectPath)!);
        Say($"[build] dotnet build {Path.GetFileName(project.ProjectPath)}");
        var fault = await BuildAsync(project, folder, line => Say($"[build] {line}"));
        var built = services.Time.GetElapsedTime(started);
        if (fault is null)
        {
            Say($"[build] built in {built.TotalSeconds:0.0} s; restarting {(group.Runners.Count == 1 ? "it" : $"its {group.Runners.Count} replicas, one after another")}");
            var from = Path.GetDirectoryName(project.TargetPath)!;
            fault = await _restart.RunAsync(group, process => Moved(process, from, folder), _stop.Token);
            if (fault is not null)
                fault = $"{fault} The previous build runs again.";
        }

        if (fault is not null)
        {
            _folders.Remove(folder);
            fault = $"'{name}' was not rebuilt: {fault}";
            Say($"[build] {fault}");
            return fault;
        }

        _folders.Remove(_current.GetValueOrDefault(name));
        _current[name] = folder;
        Say($"[build] '{name}' is rebuilt and serves, {services.Time.GetElapsedTime(started).TotalSeconds:0.0} s after it was asked for");
        return null;
    }

    private async Task<string?> BuildAsync(IBuiltProjectMetadata project, string folder, Action<string> say)
    {
        try
        {
            var result = await _build.RunAsync(project.ProjectPath, folder, say, _stop.Token);
            if (result.ExitCode == 0)
                return File.Exists(Path.Combine(folder, Path.GetFileName(project.TargetPath))) ? null : "the build made no program. The old one runs on.";
            return result.Errors.Count switch
            {
                0 => $"dotnet build ended with exit code {result.ExitCode}. The old program runs on.",
                1 => $"{result.Errors[0].TrimEnd('.')}. The old program runs on.",
                var count => $"{count} errors, the first: {result.Errors[0].TrimEnd('.')}. The old program runs on.",
            };
        }
        catch (ProcessStartException exception)
        {
            return exception.Message;
        }
    }

    /// <summary>The same command line over another folder of built files.</summary>
    private static ProcessPlan Moved(ProcessPlan process, string from, string to)
    {
        string Move(string path) => Path.GetDirectoryName(path) == from ? Path.Combine(to, Path.GetFileName(path)) : path;
        return process with { FileName = Move(process.FileName), Arguments = [.. process.Arguments.Select(Move)], ShownArguments = [.. process.ShownArguments.Select(Move)] };
    }

    private static IBuiltProjectMetadata? Project(ReplicaGroup group) =>
        group.Plan.Resource.Annotations.OfType<IProjectMetadata>().LastOrDefault() as IBuiltProjectMetadata;
}
