namespace EdgeProxy.Dashboard.Otlp.Listening;

internal sealed partial class OtlpListeners
{
    private static partial class Log
    {
        [LoggerMessage(EventId = 1, Level = LogLevel.Warning,
            Message = "Port {Port} of OTLP over {Protocol} is taken: a free one is used instead. {Setting} sets another.")]
        public static partial void PortTaken(ILogger logger, int port, OtlpProtocol protocol, string setting);
    }
}
