namespace EdgeProxy.Gateway.Hosting;

internal sealed partial class DrainService
{
    private static partial class Log
    {
        [LoggerMessage(200, LogLevel.Information, "Draining: accepting connections for {Seconds} s, then completing the requests in progress")]
        public static partial void Draining(ILogger logger, double seconds);
    }
}
