using EdgeProxy.Dashboard.Telemetry;

namespace EdgeProxy.Dashboard.Otlp;

internal sealed partial class OtlpReceiver
{
    private static partial class Log
    {
        [LoggerMessage(EventId = 1, Level = LogLevel.Error, Message = "A request of {Signal} could not be stored. The sender was told that the fault is here.")]
        public static partial void Failed(ILogger logger, TelemetrySignals signal, Exception error);
    }
}
