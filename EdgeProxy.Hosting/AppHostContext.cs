using System.Reflection;
using EdgeProxy.Hosting.Commands;

namespace EdgeProxy.Hosting;


/// <summary>Where an AppHost was started from and what surrounds it: a console, or a test.</summary>
internal sealed record AppHostContext
{
    private const string ProjectDirectoryKey = "AppHostProjectDirectory";
    private const string ConfigurationKey = "AppHostConfiguration";
    private const string DashboardTargetPathKey = "DashboardTargetPath";

    private static readonly AsyncLocal<AppHostContext?> Ambient = new();

    /// <summary>What a test has set for the entry point that it calls; null for an AppHost that was started by itself.</summary>
    public static AppHostContext? Current
    {
        get => Ambient.Value;
        set => Ambient.Value = value;
    }

    /// <summary>The AppHost's assembly, which has its user secrets.</summary>
    public required Assembly Assembly { get; init; }

    /// <summary>The folder of the AppHost's project.</summary>
    public required string ProjectDirectory { get; init; }

    /// <summary>What the AppHost and its projects were built as: <c>Debug</c> or <c>Release</c>.</summary>
    public string Configuration { get; init; } = "Debug";

    /// <summary>The built dashboard; null where the AppHost references none.</summary>
    public string? DashboardTargetPath { get; init; }

    /// <summary>Where the application's output goes.</summary>
    public required TextWriter Output { get; init; }

    /// <summary>Where the one message of a failed start goes.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>What a person types; null where nobody can: a pipe, a file, a test.</summary>
    public TerminalLines? Input { get; init; }

    /// <summary>Whether <see cref="Output"/> shows colours.</summary>
    public bool UseColor { get; init; }

    /// <summary>Whether a test runs the application: free ports, no dashboard, no signals, exceptions instead of exit codes.</summary>
    public bool IsTest { get; init; }

    /// <summary>Told of the builder before the model is closed.</summary>
    public Action<IDistributedApplicationBuilder> Building { get; init; } = _ => { };

    /// <summary>Told of the application when the AppHost runs it; returns when the AppHost may go on. Only a test sets it.</summary>
    public Func<DistributedApplication, Task>? RunInstead { get; init; }

    /// <summary>Told when the application was disposed of.</summary>
    public Func<Task> Disposed { get; init; } = () => Task.CompletedTask;

    /// <summary>Describes the AppHost whose assembly the build has told where it is.</summary>
    public static AppHostContext For(Assembly assembly, TextWriter output, TextWriter error)
    {
        var metadata = assembly.GetCustomAttributes<AssemblyMetadataAttribute>().ToLookup(attribute => attribute.Key, attribute => attribute.Value);
        return new AppHostContext
        {
            Assembly = assembly,
            ProjectDirectory = metadata[ProjectDirectoryKey].FirstOrDefault() ?? AppContext.BaseDirectory,
            Configuration = metadata[ConfigurationKey].FirstOrDefault() ?? "Debug",
            DashboardTargetPath = metadata[DashboardTargetPathKey].FirstOrDefault(),
            Output = output,
            Error = error,
        };
    }
}
