namespace EdgeProxy.Dashboard.Telemetry;

internal sealed partial class TelemetryChanges
{
    private static partial class Log
    {
        [LoggerMessage(EventId = 1, Level = LogLevel.Error, Message = "A reader of telemetry failed to take a change.")]
        public static partial void ReaderFailed(ILogger logger, Exception exception);
    }
}
