namespace EdgeProxy.Hosting.Kubernetes.Deploying;

/// <summary>An image that was built.</summary>
/// <param name="Checksum">Changes with its content; null where that is unknown.</param>
/// <param name="Digest">Its digest in the registry; null where it was not pushed.</param>
internal sealed record BuiltImage(string? Checksum, string? Digest);
