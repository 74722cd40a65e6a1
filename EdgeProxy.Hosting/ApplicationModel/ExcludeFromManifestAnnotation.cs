namespace EdgeProxy.Hosting.ApplicationModel;

/// <summary>A resource is run, and not published.</summary>
internal sealed class ExcludeFromManifestAnnotation : IResourceAnnotation;
