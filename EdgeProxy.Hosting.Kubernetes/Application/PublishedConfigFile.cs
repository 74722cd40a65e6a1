namespace EdgeProxy.Hosting.Kubernetes.Application;

/// <summary>A file of a ConfigMap.</summary>
/// <param name="Key">Its key in the ConfigMap.</param>
/// <param name="Path">Where it is below the mount, with slashes.</param>
/// <param name="Content">What it has.</param>
/// <param name="Mode">Its permissions; null for those of a ConfigMap.</param>
internal sealed record PublishedConfigFile(string Key, string Path, byte[] Content, int? Mode);
