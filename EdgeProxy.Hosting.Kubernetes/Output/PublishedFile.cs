namespace EdgeProxy.Hosting.Kubernetes.Output;

/// <summary>A file to write.</summary>
/// <param name="Path">Where, from the output folder on, with slashes.</param>
/// <param name="Text">What, with line feeds alone.</param>
internal sealed record PublishedFile(string Path, string Text);
