namespace EdgeProxy.Gateway.Upstream;

internal sealed partial class ClusterResolver
{
    private static partial class Log
    {
        [LoggerMessage(100, LogLevel.Warning, "Cluster {Cluster} keeps its {Count} addresses, because a name was not resolved: {Failure}")]
        public static partial void ResolutionFailed(ILogger logger, string cluster, string failure, int count);

        [LoggerMessage(103, LogLevel.Error, "Cluster {Cluster} keeps its hosts: resolving them failed, and is tried again")]
        public static partial void RoundFailed(ILogger logger, string cluster, Exception failure);

        [LoggerMessage(101, LogLevel.Warning, "Cluster {Cluster} has no host: no service of the name {Name} is configured (services__NAME__http__0; in AppHost.cs: WithReference), and DNS has no address for it{Hint}")]
        public static partial void NoAddress(ILogger logger, string cluster, string name, string hint);
    }
}
