using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace EdgeProxy.Hosting.ApplicationModel;


/// <summary>One replica at one moment. It never changes: a change is another snapshot.</summary>
public sealed record CustomResourceSnapshot
{
    /// <summary>What kind of resource it is: <c>Project</c>.</summary>
    public required string ResourceType { get; init; }

    /// <summary>One of <see cref="KnownResourceStates"/>.</summary>
    public required string State { get; init; }

    /// <summary>Why it is in that state, where there is more to say.</summary>
    public string? StateReason { get; init; }

    /// <summary>
    /// The health of a running replica: that of its worst check, healthy without any, unhealthy until each check was asked; null when it does not run.
    /// </summary>
    public HealthStatus? HealthStatus { get; init; }

    /// <summary>What each health check said last.</summary>
    public IReadOnlyList<HealthReportSnapshot> HealthReports { get; init; } = [];

    /// <summary>When the process started.</summary>
    public DateTimeOffset? StartTimeStamp { get; init; }

    /// <summary>When the process ended.</summary>
    public DateTimeOffset? StopTimeStamp { get; init; }

    /// <summary>The exit code of the process that ended last; 128 and the signal's number when a signal ended it.</summary>
    public int? ExitCode { get; init; }

    /// <summary>The id of the running process.</summary>
    public int? ProcessId { get; init; }

    /// <summary>How often it was started again after a crash.</summary>
    public int Restarts { get; init; }

    /// <summary>The addresses.</summary>
    public IReadOnlyList<UrlSnapshot> Urls { get; init; } = [];

    /// <summary>The environment variables that the application set, in order of their names.</summary>
    public IReadOnlyList<EnvironmentVariableSnapshot> EnvironmentVariables { get; init; } = [];
}
