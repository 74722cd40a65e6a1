namespace EdgeProxy.Gateway.Resolution;

internal sealed partial class ClusterResolver
{
    private static partial class Log
    {
        [LoggerMessage(100, LogLevel.Warning, "Cluster {Cluster} keeps its {Count} addresses, because a name was not resolved: {Failure}")]
        public static partial void ResolutionFailed(ILogger logger, string cluster, string failure, int count);
    }
}
