namespace EdgeProxy.Hosting.Kubernetes.Application;

/// <summary>A port of a container.</summary>
/// <param name="Name">The endpoint's name, in lower case.</param>
/// <param name="Number">The port that the process listens on.</param>
/// <param name="EnvironmentVariable">The variable that holds it; null for none.</param>
internal sealed record PublishedPort(string Name, int Number, string? EnvironmentVariable);
