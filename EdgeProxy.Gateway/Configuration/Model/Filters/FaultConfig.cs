namespace EdgeProxy.Gateway.Configuration.Model;

/// <summary>Delays and ends requests on purpose (<c>envoy.filters.http.fault</c>); a route may have one of its own.</summary>
public sealed record FaultConfig : FilterSettings
{
    /// <summary>How long requests are delayed; null for no delay, or for the one that a request asks for.</summary>
    public TimeSpan? Delay { get; init; }

    /// <summary>Requests say by <c>x-envoy-fault-delay-request</c> how long (<c>header_delay</c>).</summary>
    public bool DelayByHeader { get; init; }

    /// <summary>How many of a million.</summary>
    public int DelayPerMillion { get; init; }

    /// <summary>The status that requests are ended with; null for none, or for the one that a request asks for.</summary>
    public int? AbortStatus { get; init; }

    /// <summary>The gRPC status in its place.</summary>
    public int? AbortGrpcStatus { get; init; }

    /// <summary>Requests say by <c>x-envoy-fault-abort-request</c> which (<c>header_abort</c>).</summary>
    public bool AbortByHeader { get; init; }

    /// <summary>How many of a million.</summary>
    public int AbortPerMillion { get; init; }

    /// <summary>The cluster whose requests are meant; empty for all.</summary>
    public string UpstreamCluster { get; init; } = "";

    /// <summary>The requests that are meant.</summary>
    public ValueList<ValueMatchConfig> Headers { get; init; } = [];

    /// <summary>The values of <c>x-envoy-downstream-service-node</c> that are meant; empty for all.</summary>
    public ValueList<string> DownstreamNodes { get; init; } = [];

    /// <summary>How many requests may have a fault at once; null for any number.</summary>
    public int? MaxActive { get; init; }
}
