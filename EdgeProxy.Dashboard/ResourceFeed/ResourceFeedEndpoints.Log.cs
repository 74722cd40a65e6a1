namespace EdgeProxy.Dashboard.ResourceFeed;

internal sealed partial class ResourceFeedEndpoints
{
    [LoggerMessage(1, LogLevel.Debug, "The engine connected to the resource feed.")]
    private static partial void LogConnected(ILogger logger);

    [LoggerMessage(2, LogLevel.Debug, "The engine's connection to the resource feed ended.")]
    private static partial void LogDisconnected(ILogger logger);

    [LoggerMessage(3, LogLevel.Warning, "The resource feed was closed: {Reason}")]
    private static partial void LogUnreadable(ILogger logger, string reason);
}
