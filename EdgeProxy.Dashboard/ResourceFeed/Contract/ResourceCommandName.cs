namespace EdgeProxy.Dashboard.ResourceFeed.Contract;

/// <summary>What can be asked of a resource.</summary>
internal enum ResourceCommandName
{
    /// <summary>Start it, and all its replicas.</summary>
    Start,

    /// <summary>Stop it, and keep it stopped.</summary>
    Stop,

    /// <summary>Stop and start it.</summary>
    Restart,

    /// <summary>Build its project and restart its replicas, one after another. Aspire's name for it.</summary>
    Rebuild,
}
