namespace EdgeProxy.Gateway.Configuration.Model;

/// <summary>Envoy's <c>CheckSettings</c>: what a route says of ext_authz.</summary>
public sealed record ExtAuthzRouteConfig : FilterSettings
{
    /// <summary>Context for the service by gRPC (<c>context_extensions</c>); that of all levels is put together.</summary>
    public ValueList<KeyValuePair<string, string>> ContextExtensions { get; init; } = [];

    /// <summary>The body stays here (<c>disable_request_body_buffering</c>).</summary>
    public bool DisableBody { get; init; }

    /// <summary>The body as this route has it (<c>with_request_body</c>); null for the filter's own.</summary>
    public ExtAuthzBodyConfig? Body { get; init; }

    /// <inheritdoc/>
    public override FilterSettings WithoutSecrets() =>
        this with { ContextExtensions = [.. ContextExtensions.Select(entry => KeyValuePair.Create(entry.Key, Redacted))] };
}
