namespace EdgeProxy.Gateway.Configuration.Model;

/// <summary>Envoy's <c>RouteMatch</c>: a path rule and further conditions, all of which must hold.</summary>
public sealed record RouteMatchConfig
{
    /// <summary>How <see cref="Path"/> is compared with the target as sent, without its query.</summary>
    public PathMatchKind PathKind { get; init; } = PathMatchKind.Prefix;

    /// <summary>The prefix, the whole path or the expression.</summary>
    public required string Path { get; init; }

    /// <summary>Compares with case (<c>case_sensitive</c>); regular expressions always do.</summary>
    public bool CaseSensitive { get; init; } = true;

    /// <summary>The methods; empty for all.</summary>
    public ValueList<string> Methods { get; init; } = [];

    /// <summary>Conditions on headers, <c>:method</c>, <c>:authority</c>, <c>:path</c> and <c>:scheme</c> included.</summary>
    public ValueList<ValueMatchConfig> Headers { get; init; } = [];

    /// <summary>Conditions on query parameters.</summary>
    public ValueList<ValueMatchConfig> QueryParameters { get; init; } = [];

    /// <summary>Takes gRPC requests alone (<c>grpc: {}</c>).</summary>
    public bool GrpcOnly { get; init; }

    /// <summary>The share of requests that the route takes, in parts of a million (<c>runtime_fraction</c>).</summary>
    public int FractionPerMillion { get; init; } = 1_000_000;
}
