namespace EdgeProxy.Gateway.Hosting;

internal sealed partial class ReloadService
{
    private static partial class Log
    {
        [LoggerMessage(400, LogLevel.Information, "A changed configuration is at work: {Clusters} clusters, {Routes} routes")]
        public static partial void Applied(ILogger logger, int clusters, int routes);

        [LoggerMessage(401, LogLevel.Error, "A changed configuration was refused, and the one at work stays. {Errors}")]
        public static partial void Refused(ILogger logger, string errors);

        [LoggerMessage(403, LogLevel.Information, "The configuration is in order again, and the same as the one at work")]
        public static partial void InOrderAgain(ILogger logger);

        [LoggerMessage(404, LogLevel.Error, "A changed configuration could not be applied, and the one at work stays")]
        public static partial void Failed(ILogger logger, Exception failure);

        [LoggerMessage(402, LogLevel.Warning, "{Place}: {Message}")]
        public static partial void Warning(ILogger logger, string place, string message);
    }
}
