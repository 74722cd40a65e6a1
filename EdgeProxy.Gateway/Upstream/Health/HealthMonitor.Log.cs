namespace EdgeProxy.Gateway.Upstream;

internal sealed partial class HealthMonitor
{
    private static partial class Log
    {
        [LoggerMessage(500, LogLevel.Warning, "Cluster {Cluster}: {Host} failed its health check and gets no requests: {Reason}")]
        public static partial void Failed(ILogger logger, string cluster, string host, string reason);

        [LoggerMessage(502, LogLevel.Error, "Cluster {Cluster}: a round of health checks failed; the next one is made as scheduled")]
        public static partial void RoundFailed(ILogger logger, string cluster, Exception failure);

        [LoggerMessage(501, LogLevel.Information, "Cluster {Cluster}: {Host} passed its health check")]
        public static partial void Passed(ILogger logger, string cluster, string host);
    }
}
