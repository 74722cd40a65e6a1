namespace EdgeProxy.Gateway.Hosting;

/// <content>The messages of the start.</content>
public static partial class GatewayHost
{
    [LoggerMessage(100, LogLevel.Warning, "{Place}: {Message}")]
    private static partial void LogConfigWarning(ILogger logger, string place, string message);
}
