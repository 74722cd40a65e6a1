namespace EdgeProxy.Gateway.Observability.AccessLog;

internal sealed partial class AccessLogSink
{
    private static partial class Log
    {
        [LoggerMessage(300, LogLevel.Warning, "The access log {Path} is too slow: {Count} lines were dropped")]
        public static partial void Dropped(ILogger logger, string path, long count);

        [LoggerMessage(301, LogLevel.Error, "The access log {Path} cannot be written, so its lines are dropped until it can: {Failure}")]
        public static partial void Failed(ILogger logger, string path, string failure);

        [LoggerMessage(302, LogLevel.Warning, "The access log {Path} can be written again: {Count} lines were dropped")]
        public static partial void Recovered(ILogger logger, string path, long count);

        [LoggerMessage(303, LogLevel.Warning, "The access log {Path} accepted no data for {Seconds} s at shutdown: its last lines are lost")]
        public static partial void LinesLost(ILogger logger, string path, double seconds);
    }
}
