namespace EdgeProxy.Hosting.Kubernetes.Application;

/// <summary>A path of an Ingress or a Gateway.</summary>
/// <param name="Host">Its host; null for all hosts of the Ingress or Gateway.</param>
/// <param name="Path">The path.</param>
/// <param name="Type">How it is matched, in Kubernetes' words.</param>
/// <param name="Backend">Where its requests go.</param>
internal sealed record PublishedPath(string? Host, string Path, string Type, PublishedBackend Backend);
