using Aspire.Hosting.ApplicationModel;

namespace EdgeProxy.Hosting.Kubernetes;

/// <summary>A path of an Ingress or a Gateway and where its requests go.</summary>
/// <param name="Host">The host; null for those of the Ingress or Gateway.</param>
/// <param name="Path">The path.</param>
/// <param name="PathType">How it is matched, in Kubernetes' words.</param>
/// <param name="Endpoint">Where its requests go.</param>
internal sealed record IngressBackend(string? Host, string Path, string PathType, EndpointReference Endpoint);
