namespace EdgeProxy.Gateway.Configuration.Model;

/// <summary>A part of a configuration as its file has it. Two that are written differently say no less the same: all are equal.</summary>
/// <param name="Json">The part as JSON, without secrets; null for none.</param>
public sealed record ConfigSource(string? Json)
{
    /// <summary>No file has it.</summary>
    public static ConfigSource None { get; } = new((string?)null);

    /// <inheritdoc/>
    public bool Equals(ConfigSource? other) => other is not null;

    /// <inheritdoc/>
    public override int GetHashCode() => 0;
}
