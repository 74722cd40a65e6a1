namespace EdgeProxy.Gateway.Hosting;

internal sealed partial class DrainService
{
    private static partial class Log
    {
        [LoggerMessage(200, LogLevel.Information, "Draining: still accepting for {Seconds} s, then finishing what is under way")]
        public static partial void Draining(ILogger logger, double seconds);
    }
}
