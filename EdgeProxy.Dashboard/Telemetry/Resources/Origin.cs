namespace EdgeProxy.Dashboard.Telemetry.Resources;

/// <summary>Where records came from: a resource and a scope, decoded once and shared by all of their records.</summary>
internal sealed class Origin(ResourceEntry resource, TelemetryResource description, TelemetryScope scope, byte[] resourceBytes, byte[] scopeBytes)
{
    /// <summary>The objects around the bytes, about.</summary>
    private const int Overhead = 512;

    public ResourceEntry Entry { get; } = resource;

    public TelemetryResource Resource { get; } = description;

    public TelemetryScope Scope { get; } = scope;

    /// <summary>OTLP's <c>Resource</c>, for export.</summary>
    public byte[] ResourceBytes { get; } = resourceBytes;

    /// <summary>OTLP's <c>InstrumentationScope</c>, for export.</summary>
    public byte[] ScopeBytes { get; } = scopeBytes;

    /// <summary>What it takes in memory, about: the bytes, and twice that again decoded.</summary>
    public long Size => (3L * (ResourceBytes.Length + ScopeBytes.Length)) + Overhead;

    /// <summary>When it was used last, by the registry's own count.</summary>
    public long LastUse { get; set; }

    /// <summary>It left the registry: its records leave too.</summary>
    public bool Evicted { get; set; }
}
