namespace EdgeProxy.Gateway.Configuration.Model;

/// <summary>Envoy's <c>RouteAction</c>: the request goes to a cluster.</summary>
public sealed record ForwardActionConfig : RouteActionConfig
{
    /// <summary>The clusters with their weights; one entry for a plain <c>cluster</c>.</summary>
    public required ValueList<WeightedClusterConfig> Clusters { get; init; }

    /// <summary>From the end of the request to the end of the response (<c>timeout</c>); <see cref="System.Threading.Timeout.InfiniteTimeSpan"/> turns it off.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The stream idle timeout of this route (<c>idle_timeout</c>); null for the listener's.</summary>
    public TimeSpan? IdleTimeout { get; init; }

    /// <summary>How long a stream may live from its start (<c>max_stream_duration</c>); <see cref="System.Threading.Timeout.InfiniteTimeSpan"/> for no limit, null for the listener's.</summary>
    public TimeSpan? MaxStreamDuration { get; init; }

    /// <summary>Takes <c>grpc-timeout</c> for the stream's duration, up to this time (<c>grpc_timeout_header_max</c>); <see cref="System.Threading.Timeout.InfiniteTimeSpan"/> takes any, null none.</summary>
    public TimeSpan? GrpcTimeoutHeaderMax { get; init; }

    /// <summary>What is taken off it (<c>grpc_timeout_header_offset</c>).</summary>
    public TimeSpan? GrpcTimeoutHeaderOffset { get; init; }

    /// <summary>Takes <c>grpc-timeout</c> of gRPC requests for the timeout, up to this time (<c>max_grpc_timeout</c>); <see cref="System.Threading.Timeout.InfiniteTimeSpan"/> takes any, null none.</summary>
    public TimeSpan? MaxGrpcTimeout { get; init; }

    /// <summary>What is taken off it (<c>grpc_timeout_offset</c>).</summary>
    public TimeSpan? GrpcTimeoutOffset { get; init; }

    /// <summary>The retry policy; null for the virtual host's, and else the gateway's default.</summary>
    public RetryPolicyConfig? RetryPolicy { get; init; }

    /// <summary>What the matched prefix is replaced with (<c>prefix_rewrite</c>); for an exact match, the whole path.</summary>
    public string? PrefixRewrite { get; init; }

    /// <summary>The path rewritten by an expression (<c>regex_rewrite</c>).</summary>
    public RegexRewriteConfig? RegexRewrite { get; init; }

    /// <summary>The Host sent upstream (<c>host_rewrite_literal</c>).</summary>
    public string? HostRewrite { get; init; }

    /// <summary>Sends the host's own name as Host (<c>auto_host_rewrite</c>).</summary>
    public bool AutoHostRewrite { get; init; }

    /// <summary>What ring hash hashes, in order (<c>hash_policy</c>).</summary>
    public ValueList<HashPolicyConfig> HashPolicies { get; init; } = [];

    /// <summary>Lets WebSocket upgrades through; null for the listener's setting.</summary>
    public bool? AllowWebSockets { get; init; }

    /// <summary>503 or 404 where the cluster is unknown (<c>cluster_not_found_response_code</c>).</summary>
    public int ClusterNotFoundStatus { get; init; } = 503;

    /// <summary>Where copies of requests go (<c>request_mirror_policies</c>); null for the virtual host's.</summary>
    public ValueList<MirrorConfig>? Mirrors { get; init; }
}
