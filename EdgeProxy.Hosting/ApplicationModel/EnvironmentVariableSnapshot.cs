namespace EdgeProxy.Hosting.ApplicationModel;


/// <summary>An environment variable that the application set for a replica.</summary>
/// <param name="Name">The variable's name.</param>
/// <param name="Value">The value; null when it is a secret.</param>
/// <param name="IsSecret">Whether the value is kept back.</param>
public sealed record EnvironmentVariableSnapshot(string Name, string? Value, bool IsSecret);
