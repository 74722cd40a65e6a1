namespace EdgeProxy.Hosting.ApplicationModel;

/// <summary>The image of a container.</summary>
public sealed class ContainerImageAnnotation : IResourceAnnotation
{
    /// <summary>What comes before the image's name; null for nothing.</summary>
    public string? Registry { get; set; }

    /// <summary>The image's name, without registry and tag.</summary>
    public required string Image { get; set; }

    /// <summary>The tag; <c>latest</c> when null.</summary>
    public string? Tag { get; set; }

    /// <summary>The digest without <c>sha256:</c>, which counts in place of the tag; null for none.</summary>
    public string? SHA256 { get; set; }
}
