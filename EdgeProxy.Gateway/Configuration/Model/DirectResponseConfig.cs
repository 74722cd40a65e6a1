namespace EdgeProxy.Gateway.Configuration.Model;

/// <summary>Envoy's <c>DirectResponseAction</c>.</summary>
public sealed record DirectResponseConfig : RouteActionConfig
{
    /// <summary>The status, 200 to 599.</summary>
    public required int Status { get; init; }

    /// <summary>The body; <c>text/plain</c> unless a header change says otherwise.</summary>
    public string Body { get; init; } = "";
}
