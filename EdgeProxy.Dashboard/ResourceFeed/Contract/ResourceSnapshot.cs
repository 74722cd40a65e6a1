namespace EdgeProxy.Dashboard.ResourceFeed.Contract;

/// <summary>All that the engine tells of a resource or of one replica of it, at one moment.</summary>
internal sealed record ResourceSnapshot
{
    /// <summary>Unique: <c>ping-svc</c>, and <c>ping-svc-abcdefgh</c> for its replica, where <c>abcdefgh</c> is its service.instance.id.</summary>
    public required string Name { get; init; }

    /// <summary>What a person reads: <c>ping-svc</c> for each replica of it. <see cref="Name"/> when null.</summary>
    public string? DisplayName { get; init; }

    /// <summary>The <see cref="Name"/> of the resource that this is a replica of; null for a resource itself.</summary>
    public string? Parent { get; init; }

    /// <summary><c>Project</c>, <c>AppHost</c>, or another kind of the application model.</summary>
    public required string Type { get; init; }

    /// <summary>Waiting, Starting, Running, Stopping, Exited, Finished, FailedToStart or NotStarted.</summary>
    public required string State { get; init; }

    /// <summary>The worst of <see cref="HealthReports"/>; null where nothing is checked or nothing is known yet.</summary>
    public ResourceHealth? Health { get; init; }

    /// <summary>Each check's last answer.</summary>
    public IReadOnlyList<HealthReport> HealthReports { get; init; } = [];

    /// <summary>When the process started.</summary>
    public DateTimeOffset? StartTime { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? StopTime { get; init; }

    /// <summary>How it ended.</summary>
    public int? ExitCode { get; init; }

    /// <summary>The operating system's number for the process.</summary>
    public int? ProcessId { get; init; }

    /// <summary>How often it was started again after it ended by itself.</summary>
    public int Restarts { get; init; }

    /// <summary>What it is made from: the project file's path.</summary>
    public string? Source { get; init; }

    /// <summary>Where it can be reached.</summary>
    public IReadOnlyList<ResourceUrl> Urls { get; init; } = [];

    /// <summary>The variables that the process was given.</summary>
    public IReadOnlyList<ResourceValue> Environment { get; init; } = [];

    /// <summary>Anything more that is worth a line in the details: command line, working folder.</summary>
    public IReadOnlyList<ResourceValue> Properties { get; init; } = [];

    /// <summary>What it refers to and what it waits for.</summary>
    public IReadOnlyList<ResourceRelation> Relations { get; init; } = [];

    /// <summary>What can be asked of it in this state.</summary>
    public IReadOnlyList<ResourceCommandName> Commands { get; init; } = [];
}
