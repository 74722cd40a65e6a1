using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Configuration.Settings;

/// <summary>A configuration that cannot be used, with everything that is wrong with it.</summary>
public sealed class GatewayConfigException : Exception
{
    /// <summary>An exception without errors.</summary>
    public GatewayConfigException()
    {
    }

    /// <summary>An exception without errors.</summary>
    public GatewayConfigException(string message)
        : base(message)
    {
    }

    /// <summary>An exception without errors.</summary>
    public GatewayConfigException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>A configuration with errors.</summary>
    /// <param name="errors">The errors, one or more.</param>
    public GatewayConfigException(IReadOnlyList<ConfigError> errors)
        : base($"The configuration has {errors?.Count} error(s):{Environment.NewLine}  {string.Join($"{Environment.NewLine}  ", errors ?? [])}") =>
        Errors = errors ?? [];

    /// <summary>The errors.</summary>
    public IReadOnlyList<ConfigError> Errors { get; } = [];
}
