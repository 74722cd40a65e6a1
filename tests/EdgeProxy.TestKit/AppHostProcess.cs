using System.Collections.Concurrent;
using System.Diagnostics;

namespace EdgeProxy.TestKit;

/// <summary>A program of this repository as a process of its own. It, and all that it starts, carries a mark in its environment, by which what is left can be found.</summary>
public sealed class AppHostProcess : IAsyncDisposable
{
    private const string MarkVariable = "EDGEPROXY_TEST_RUN";

    private readonly ConcurrentQueue<string> _lines = new();
    private readonly Process _process;
    private readonly Task _reading;
    private readonly string _mark;

    private AppHostProcess(Process process, string mark)
    {
        _process = process;
        _mark = mark;
        _reading = Task.WhenAll(ReadAsync(process.StandardOutput), ReadAsync(process.StandardError));
    }

    /// <summary>Its process.</summary>
    public int Id => _process.Id;

    /// <summary>All that it has written so far.</summary>
    public string Output => string.Join(Environment.NewLine, _lines);

    /// <summary>Everything that carries the mark and is not a zombie, the AppHost itself included.</summary>
    public IReadOnlyList<int> Alive => MarkedProcesses.Find($"{MarkVariable}={_mark}");

    /// <summary>Starts the built AppHost of a project.</summary>
    public static AppHostProcess Start(string project, params string[] args) =>
        Start(new ProcessStartInfo(Path.Combine(Repository.OutputOf(project), Path.GetFileName(project)), args));

    /// <summary>Starts the built AppHost of a project with variables in its environment.</summary>
    public static AppHostProcess Start(string project, IReadOnlyDictionary<string, string> environment, params string[] args)
    {
        var info = new ProcessStartInfo(Path.Combine(Repository.OutputOf(project), Path.GetFileName(project)), args);
        foreach (var (name, value) in environment)
            info.Environment[name] = value;
        return Start(info);
    }

    /// <summary>Starts a built assembly by <c>dotnet</c>, as an IDE does.</summary>
    public static AppHostProcess Start(string assembly, string folder, IReadOnlyDictionary<string, string> environment, params string[] args)
    {
        var info = new ProcessStartInfo("dotnet", [assembly, .. args]) { WorkingDirectory = folder };
        foreach (var (name, value) in environment)
            info.Environment[name] = value;
        return Start(info);
    }

    /// <summary>Starts the built AppHost of a project by <c>dotnet run</c>.</summary>
    /// <param name="project">The project's folder within the repository.</param>
    /// <param name="launchProfile">A profile of its <c>launchSettings.json</c>.</param>
    /// <param name="args">Its arguments.</param>
    public static AppHostProcess StartByDotnetRun(string project, string launchProfile, params string[] args) => Start(new ProcessStartInfo(
        "dotnet",
        ["run", "--no-build", "--configuration", Repository.Configuration, "--launch-profile", launchProfile, "--project", Path.Combine(Repository.Root, project), "--", .. args]));

    /// <summary>The processes, of all that carry the mark, that run the program of a project.</summary>
    /// <param name="projects">The names of the projects.</param>
    public IReadOnlyList<int> ProcessesOf(params IReadOnlyList<string> projects) =>
        [.. Alive.Where(id => projects.Contains(Path.GetFileName(new FileInfo($"/proc/{id}/exe").LinkTarget)))];

    /// <summary>Waits for a line with a text in it.</summary>
    public Task SeesLineAsync(string part, TimeSpan? limit = null) =>
        Eventually.HoldsAsync($"a line with '{part}' in: {Output}", () => _lines.Any(line => line.Contains(part, StringComparison.Ordinal)), limit);

    /// <summary>Waits for its end, at most a minute.</summary>
    public async Task<int> ExitCodeAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await _process.WaitForExitAsync(limit.Token);
        await _reading.WaitAsync(limit.Token);
        return _process.ExitCode;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var id in Alive)
            Signals.Send(id, Signals.Kill);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static AppHostProcess Start(ProcessStartInfo info)
    {
        var mark = Guid.NewGuid().ToString("n");
        info.RedirectStandardOutput = true;
        info.RedirectStandardError = true;
        info.Environment[MarkVariable] = mark;
        info.Environment["DOTNET_ENVIRONMENT"] = "Development";
        info.Environment["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", ".."));
        return new AppHostProcess(Process.Start(info)!, mark);
    }

    private async Task ReadAsync(StreamReader reader)
    {
        while (await reader.ReadLineAsync() is { } line)
            _lines.Enqueue(line);
    }
}
