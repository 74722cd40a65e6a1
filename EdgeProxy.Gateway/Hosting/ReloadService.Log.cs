namespace EdgeProxy.Gateway.Hosting;

internal sealed partial class ReloadService
{
    private static partial class Log
    {
        [LoggerMessage(400, LogLevel.Information, "Configuration reloaded: {Clusters} clusters, {Routes} routes")]
        public static partial void Applied(ILogger logger, int clusters, int routes);

        [LoggerMessage(401, LogLevel.Error, "Configuration rejected, the current one stays in use. {Errors}")]
        public static partial void Refused(ILogger logger, string errors);

        [LoggerMessage(403, LogLevel.Information, "The configuration is valid again and equals the current one")]
        public static partial void ValidAgain(ILogger logger);

        [LoggerMessage(404, LogLevel.Error, "Configuration not applied, the current one stays in use")]
        public static partial void Failed(ILogger logger, Exception failure);

        [LoggerMessage(402, LogLevel.Warning, "{Place}: {Message}")]
        public static partial void Warning(ILogger logger, string place, string message);
    }
}
