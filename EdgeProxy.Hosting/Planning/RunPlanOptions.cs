using EdgeProxy.Hosting.Containers;

namespace EdgeProxy.Hosting.Planning;


/// <summary>How a model becomes a plan.</summary>
internal sealed record RunPlanOptions
{
    /// <summary>Whether fixed ports give way to free ones.</summary>
    public bool UseFreePorts { get; init; }

    /// <summary>The built dashboard; null when none is started.</summary>
    public string? DashboardTargetPath { get; init; }

    /// <summary>What containers are run by; null when the application has none.</summary>
    public ContainerHost? Containers { get; init; }

    /// <summary>What a sender of telemetry shows; a new one at each start when null. Aspire's setting <c>AppHost:OtlpApiKey</c>.</summary>
    public string? OtlpApiKey { get; init; }

    /// <summary>The environment's name; telemetry is sent at once in <c>Development</c>.</summary>
    public required string EnvironmentName { get; init; }
}
