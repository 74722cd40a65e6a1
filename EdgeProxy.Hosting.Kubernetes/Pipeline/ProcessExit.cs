namespace EdgeProxy.Hosting.Kubernetes.Pipeline;

/// <summary>How the AppHost's process ends.</summary>
/// <param name="SetCode">Sets its exit code.</param>
internal sealed record ProcessExit(Action<int> SetCode);
