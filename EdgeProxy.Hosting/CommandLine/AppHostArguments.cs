using Microsoft.Extensions.Logging;

namespace EdgeProxy.Hosting.CommandLine;


/// <summary>What an AppHost was asked to do, by the arguments that Aspire's CLI passes and our own.</summary>
internal sealed record AppHostArguments
{
    /// <summary>Run, unless <c>--operation publish</c> says otherwise.</summary>
    public DistributedApplicationOperation Operation { get; init; }

    /// <summary>The step of a publish: <c>publish</c>, <c>deploy</c> or <c>destroy</c>.</summary>
    public string Step { get; init; } = "publish";

    /// <summary>The folder that a publish writes to.</summary>
    public string OutputPath { get; init; } = "aspire-output";

    /// <summary>The shape of what is published; null for the full one.</summary>
    public string? Profile { get; init; }

    /// <summary>The name of the AppHost's environment; null for <c>DOTNET_ENVIRONMENT</c>.</summary>
    public string? EnvironmentName { get; init; }

    /// <summary>From which level on the AppHost's own log is shown.</summary>
    public LogLevel LogLevel { get; init; } = LogLevel.Information;

    /// <summary>Whether every fixed port gives way to a free one, so that two checkouts run side by side.</summary>
    public bool Isolated { get; init; }

    /// <summary>Whether only the help is asked for.</summary>
    public bool Help { get; init; }

    /// <summary>The arguments of the form <c>--Section:Key=value</c>, for the configuration.</summary>
    public IReadOnlyDictionary<string, string?> Configuration { get; init; } = new Dictionary<string, string?>();

    /// <summary>Every fault of the command line, as a sentence.</summary>
    public IReadOnlyList<string> Faults { get; init; } = [];
}
