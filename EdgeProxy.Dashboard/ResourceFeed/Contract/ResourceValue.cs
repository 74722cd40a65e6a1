namespace EdgeProxy.Dashboard.ResourceFeed.Contract;

/// <summary>An environment variable or a property.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value; always null for a secret, which never leaves the engine.</param>
/// <param name="IsSecret">The page shows dots.</param>
internal sealed record ResourceValue(string Name, string? Value, bool IsSecret = false);
