namespace EdgeProxy.Gateway.Configuration.Model;

/// <summary>Asks a service whether a request may pass (<c>envoy.filters.http.ext_authz</c>), by HTTP or by gRPC.</summary>
public sealed record ExtAuthzConfig : FilterSettings
{
    /// <summary>The service by HTTP; null where <see cref="Grpc"/> is asked.</summary>
    public ExtAuthzHttpConfig? Http { get; init; }

    /// <summary>The service by gRPC.</summary>
    public ExtAuthzGrpcConfig? Grpc { get; init; }

    /// <summary>Lets requests pass when the service fails (<c>failure_mode_allow</c>).</summary>
    public bool FailureModeAllow { get; init; }

    /// <summary>Says so to the upstream in <c>x-envoy-auth-failure-mode-allowed</c> (<c>failure_mode_allow_header_add</c>).</summary>
    public bool FailureModeAllowHeaderAdd { get; init; }

    /// <summary>The answer when the service fails (<c>status_on_error</c>).</summary>
    public int StatusOnError { get; init; } = 403;

    /// <summary>The request's body goes to the service too (<c>with_request_body</c>); null for the head alone.</summary>
    public ExtAuthzBodyConfig? Body { get; init; }

    /// <summary>The route is matched again when the service changed the request (<c>clear_route_cache</c>).</summary>
    public bool ClearRouteCache { get; init; }

    /// <summary>How many requests of a million are asked about (<c>filter_enabled</c>).</summary>
    public int FractionPerMillion { get; init; } = 1_000_000;

    /// <summary>The others are refused (<c>deny_at_disable</c>).</summary>
    public bool DenyAtDisable { get; init; }

    /// <summary>A part of the statistics' names (<c>stat_prefix</c>).</summary>
    public string StatPrefix { get; init; } = "";

    /// <summary>The request headers that the service sees (<c>allowed_headers</c>); null for all by gRPC and a few by HTTP.</summary>
    public ValueList<ValueMatchConfig>? AllowedHeaders { get; init; }

    /// <summary>The request headers that it does not see (<c>disallowed_headers</c>).</summary>
    public ValueList<ValueMatchConfig> DisallowedHeaders { get; init; } = [];

    /// <summary>The namespaces of metadata that it sees (<c>metadata_context_namespaces</c>).</summary>
    public ValueList<string> MetadataNamespaces { get; init; } = [];

    /// <inheritdoc/>
    public override FilterSettings WithoutSecrets() => this with
    {
        Http = Http is null ? null : Http with { HeadersToAdd = Hide(Http.HeadersToAdd) },
        Grpc = Grpc is null ? null : Grpc with { Metadata = Hide(Grpc.Metadata) },
    };

    private static ValueList<HeaderValueConfig> Hide(ValueList<HeaderValueConfig> headers) => [.. headers.Select(header => header with { Value = Redacted })];
}
