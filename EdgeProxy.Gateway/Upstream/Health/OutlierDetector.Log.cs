namespace EdgeProxy.Gateway.Upstream;

internal sealed partial class OutlierDetector
{
    private static partial class Log
    {
        [LoggerMessage(510, LogLevel.Warning, "Cluster {Cluster}: {Host} is ejected for {Seconds} s after consecutive failures")]
        public static partial void Ejected(ILogger logger, string cluster, string host, double seconds);

        [LoggerMessage(511, LogLevel.Information, "Cluster {Cluster}: {Host} is no longer ejected")]
        public static partial void EjectionEnded(ILogger logger, string cluster, string host);
    }
}
