namespace EdgeProxy.Gateway.Configuration.Model;

/// <summary>Envoy's <c>Route</c>.</summary>
public sealed record RouteConfig
{
    /// <summary>Its name, for messages and logs.</summary>
    public string Name { get; init; } = "";

    /// <summary>Which requests it takes.</summary>
    public required RouteMatchConfig Match { get; init; }

    /// <summary>What is done with them: <see cref="ForwardActionConfig"/>, <see cref="RedirectActionConfig"/> or <see cref="DirectResponseConfig"/>.</summary>
    public required RouteActionConfig Action { get; init; }

    /// <summary>Header changes, made before those of the virtual host and the listener.</summary>
    public HeaderChangesConfig HeaderChanges { get; init; } = HeaderChangesConfig.None;

    /// <summary>What it says of HTTP filters (<c>typed_per_filter_config</c>).</summary>
    public ValueList<RouteFilterConfig> Filters { get; init; } = [];
}
