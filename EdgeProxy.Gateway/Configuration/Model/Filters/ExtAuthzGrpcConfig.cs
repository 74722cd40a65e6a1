namespace EdgeProxy.Gateway.Configuration.Model;

/// <summary>Envoy's <c>GrpcService</c> with <c>envoy_grpc</c>.</summary>
/// <param name="Cluster">The cluster.</param>
/// <param name="Timeout">How long a call may take.</param>
public sealed record ExtAuthzGrpcConfig(string Cluster, TimeSpan Timeout)
{
    /// <summary>The authority of the call; empty for the cluster's name.</summary>
    public string Authority { get; init; } = "";

    /// <summary>Metadata of every call (<c>initial_metadata</c>).</summary>
    public ValueList<HeaderValueConfig> Metadata { get; init; } = [];
}
