namespace EdgeProxy.Hosting.ApplicationModel;


/// <summary>The states of a resource, by Aspire's names.</summary>
public static class KnownResourceStates
{
    /// <summary>It starts by hand, and nobody has started it.</summary>
    public const string NotStarted = nameof(NotStarted);

    /// <summary>It waits for another resource, or for its next try after a crash.</summary>
    public const string Waiting = nameof(Waiting);

    /// <summary>Its process is being started.</summary>
    public const string Starting = nameof(Starting);

    /// <summary>Its process runs.</summary>
    public const string Running = nameof(Running);

    /// <summary>Its process was asked to end.</summary>
    public const string Stopping = nameof(Stopping);

    /// <summary>Its process was ended, or ended with an error.</summary>
    public const string Exited = nameof(Exited);

    /// <summary>Its process ended by itself with exit code 0.</summary>
    public const string Finished = nameof(Finished);

    /// <summary>Its process could not be started, or ended with an error before it ever served.</summary>
    public const string FailedToStart = nameof(FailedToStart);

    /// <summary>The states in which no process is there, nor will be without somebody asking.</summary>
    public static IReadOnlyList<string> TerminalStates { get; } = [Exited, Finished, FailedToStart];
}
