namespace EdgeProxy.Hosting.Kubernetes.Application;

/// <summary>An environment variable that the application sets.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value.</param>
internal sealed record PublishedVariable(string Name, PublishedText Value);
