namespace EdgeProxy.Dashboard.ResourceFeed.Contract;

/// <summary>Where a line came from.</summary>
internal enum ConsoleStream
{
    /// <summary>Standard output.</summary>
    Stdout,

    /// <summary>Standard error.</summary>
    Stderr,

    /// <summary>The engine itself: "Process exited with code 3, restarting in 2 s".</summary>
    System,
}
