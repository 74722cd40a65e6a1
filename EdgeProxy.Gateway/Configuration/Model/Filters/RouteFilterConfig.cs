using System.Text.Json.Serialization;

namespace EdgeProxy.Gateway.Configuration.Model;

/// <summary>What a route, a virtual host or all routes say of one HTTP filter (Envoy's <c>typed_per_filter_config</c>).</summary>
/// <param name="Name">The name of the filter in the listener's list.</param>
public sealed record RouteFilterConfig(string Name)
{
    /// <summary>The filter is off here (<c>disabled</c>).</summary>
    public bool Disabled { get; init; }

    /// <summary>The configuration of the filter here; null where it is only turned on or off.</summary>
    public FilterSettings? Settings { get; init; }

    /// <summary>The message as the file has it, for the dump of the configuration; <see cref="ConfigSource.None"/> where no file has it.</summary>
    [JsonIgnore]
    public ConfigSource TypedConfig { get; init; } = ConfigSource.None;
}
