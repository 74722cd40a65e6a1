namespace EdgeProxy.Hosting.Running;


/// <summary>How one life of a replica's process ended.</summary>
internal enum ReplicaOutcome
{
    /// <summary>A person stopped it.</summary>
    Stopped,

    /// <summary>A person asked for a new one.</summary>
    Restarted,

    /// <summary>By itself, with exit code 0.</summary>
    Finished,

    /// <summary>By itself, with an error.</summary>
    Crashed,

    /// <summary>It could not be started, or never served.</summary>
    FailedToStart,

    /// <summary>The application stops.</summary>
    ShutDown,
}
