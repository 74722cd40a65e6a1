namespace EdgeProxy.Hosting.Kubernetes.Application;

/// <summary>The name of an image.</summary>
/// <param name="Registry">What comes before the repository, without the slash; null for nothing.</param>
/// <param name="Repository">The repository: <c>ping-svc</c>.</param>
/// <param name="Tag">The tag.</param>
/// <param name="Digest">The digest, which counts in place of the tag; null for none.</param>
internal sealed record ImageReference(string? Registry, string Repository, string Tag, string? Digest)
{
    /// <inheritdoc />
    public override string ToString()
    {
        var name = Registry is null ? Repository : $"{Registry}/{Repository}";
        return Digest is null ? $"{name}:{Tag}" : $"{name}@{Digest}";
    }
}
