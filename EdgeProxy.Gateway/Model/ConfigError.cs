namespace EdgeProxy.Gateway.Model;

/// <summary>One thing that is wrong with a configuration.</summary>
/// <param name="Place">Where: a configuration key, or file, line and field.</param>
/// <param name="Message">What is wrong, what is allowed, and how to mend it.</param>
public sealed record ConfigError(string Place, string Message)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Place}: {Message}";
}
