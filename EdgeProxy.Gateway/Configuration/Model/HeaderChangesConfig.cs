namespace EdgeProxy.Gateway.Configuration.Model;

/// <summary>Envoy's <c>request_headers_to_add</c> and its three siblings.</summary>
public sealed record HeaderChangesConfig
{
    /// <summary>No change.</summary>
    public static HeaderChangesConfig None { get; } = new();

    /// <summary>Set on the request that goes upstream.</summary>
    public ValueList<HeaderValueConfig> RequestHeadersToAdd { get; init; } = [];

    /// <summary>Removed from the request that goes upstream.</summary>
    public ValueList<string> RequestHeadersToRemove { get; init; } = [];

    /// <summary>Set on the response that goes to the client.</summary>
    public ValueList<HeaderValueConfig> ResponseHeadersToAdd { get; init; } = [];

    /// <summary>Removed from the response that goes to the client.</summary>
    public ValueList<string> ResponseHeadersToRemove { get; init; } = [];
}
