namespace EdgeProxy.Gateway.AccessLog;

internal sealed partial class AccessLogSink
{
    private static partial class Log
    {
        [LoggerMessage(300, LogLevel.Warning, "The access log {Path} is too slow: {Count} lines were dropped")]
        public static partial void Dropped(ILogger logger, string path, long count);

        [LoggerMessage(301, LogLevel.Error, "The access log {Path} cannot be written any more: {Failure}")]
        public static partial void Failed(ILogger logger, string path, string failure);
    }
}
