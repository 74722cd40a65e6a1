namespace EdgeProxy.Gateway.Configuration.Model;

/// <summary>Envoy's <c>HttpService</c> of ext_authz.</summary>
/// <param name="Server">The service (<c>server_uri</c>).</param>
public sealed record ExtAuthzHttpConfig(HttpUriConfig Server)
{
    /// <summary>What is put before the path (<c>path_prefix</c>).</summary>
    public string PathPrefix { get; init; } = "";

    /// <summary>Headers of the call, in the place of the client's (<c>headers_to_add</c>).</summary>
    public ValueList<HeaderValueConfig> HeadersToAdd { get; init; } = [];

    /// <summary>The service's headers that are set on the request (<c>allowed_upstream_headers</c>).</summary>
    public ValueList<ValueMatchConfig> UpstreamHeaders { get; init; } = [];

    /// <summary>The service's headers that are appended to those of the request (<c>allowed_upstream_headers_to_append</c>).</summary>
    public ValueList<ValueMatchConfig> UpstreamHeadersToAppend { get; init; } = [];

    /// <summary>The service's headers in the answer to a request that is refused (<c>allowed_client_headers</c>); null for all.</summary>
    public ValueList<ValueMatchConfig>? ClientHeaders { get; init; }

    /// <summary>The service's headers in the answer to a request that passes (<c>allowed_client_headers_on_success</c>).</summary>
    public ValueList<ValueMatchConfig> ClientHeadersOnSuccess { get; init; } = [];

    /// <summary>The service's headers that become metadata (<c>dynamic_metadata_from_headers</c>).</summary>
    public ValueList<ValueMatchConfig> MetadataHeaders { get; init; } = [];
}
