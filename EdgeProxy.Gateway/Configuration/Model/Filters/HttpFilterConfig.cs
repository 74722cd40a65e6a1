using System.Text.Json.Serialization;

namespace EdgeProxy.Gateway.Configuration.Model;

/// <summary>One of Envoy's <c>http_filters</c>. The router is not among them: it is always the last.</summary>
/// <param name="Name">Its name, by which routes configure it.</param>
/// <param name="Settings">Its configuration.</param>
public sealed record HttpFilterConfig(string Name, FilterSettings Settings)
{
    /// <summary>Off, except on routes that configure it (<c>disabled</c>).</summary>
    public bool Disabled { get; init; }

    /// <summary>Its <c>typed_config</c> as the file has it, for the dump of the configuration; <see cref="ConfigSource.None"/> where no file has it.</summary>
    [JsonIgnore]
    public ConfigSource TypedConfig { get; init; } = ConfigSource.None;
}
