namespace EdgeProxy.Conformance;

/// <summary>What the command line asks for.</summary>
public sealed record ConformanceOptions
{
    /// <summary>The proxy; null only with <see cref="List"/> or <see cref="BackendsOnly"/>.</summary>
    public Uri? Address { get; init; }

    /// <summary>Its admin port.</summary>
    public Uri? Admin { get; init; }

    /// <summary>The ports for the suite's own backends, ping then pong.</summary>
    public (int Ping, int Pong)? BackendPorts { get; init; }

    /// <summary>A path whose cluster has no hosts.</summary>
    public string? PathWithoutHosts { get; init; }

    /// <summary>The file of the access log.</summary>
    public string? AccessLog { get; init; }

    /// <summary>Only these groups; empty for all.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>Only cases whose name has one of these in it; empty for all.</summary>
    public IReadOnlyList<string> Cases { get; init; } = [];

    /// <summary>The proxy's route timeout.</summary>
    public TimeSpan RouteTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Prints JSON instead of the table.</summary>
    public bool Json { get; init; }

    /// <summary>Prints only what failed.</summary>
    public bool FailuresOnly { get; init; }

    /// <summary>Lists the cases without running them.</summary>
    public bool List { get; init; }

    /// <summary>Starts the backends and waits, so that a proxy can be set up before them.</summary>
    public bool BackendsOnly { get; init; }

    /// <summary>Runs the cases that take minutes too.</summary>
    public bool Slow { get; init; }

    /// <summary>Prints the help.</summary>
    public bool Help { get; init; }
}
