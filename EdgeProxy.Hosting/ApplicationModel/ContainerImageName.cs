namespace EdgeProxy.Hosting.ApplicationModel;

/// <summary>The name of an image, as people write it, and its parts.</summary>
internal static class ContainerImageName
{
    private const string DigestMark = "@sha256:";

    /// <summary>Takes a name apart. What comes before the first slash is a registry only where it looks like a host, as Docker has it.</summary>
    public static ContainerImageAnnotation Parse(string name)
    {
        var digest = name.IndexOf(DigestMark, StringComparison.Ordinal);
        var sha256 = digest < 0 ? null : name[(digest + DigestMark.Length)..];
        var rest = digest < 0 ? name : name[..digest];
        var colon = rest.LastIndexOf(':');
        var tag = colon > rest.LastIndexOf('/') ? rest[(colon + 1)..] : null;
        rest = tag is null ? rest : rest[..colon];
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        var isHost = slash > 0 && (rest[..slash] == "localhost" || rest[..slash].AsSpan().ContainsAny('.', ':'));
        return new ContainerImageAnnotation { Registry = isHost ? rest[..slash] : null, Image = isHost ? rest[(slash + 1)..] : rest, Tag = tag, SHA256 = sha256 };
    }

    /// <summary>The whole name.</summary>
    public static string Of(ContainerImageAnnotation image)
    {
        var name = image.Registry is { } registry ? $"{registry}/{image.Image}" : image.Image;
        return image.SHA256 is { } digest ? name + DigestMark + digest : $"{name}:{image.Tag ?? "latest"}";
    }
}
