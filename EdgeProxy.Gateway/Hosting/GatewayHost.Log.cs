namespace EdgeProxy.Gateway.Hosting;

/// <content>What is said at the start.</content>
public static partial class GatewayHost
{
    [LoggerMessage(100, LogLevel.Warning, "{Place}: {Message}")]
    private static partial void LogConfigWarning(ILogger logger, string place, string message);
}
