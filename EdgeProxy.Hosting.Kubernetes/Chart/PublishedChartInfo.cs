namespace EdgeProxy.Hosting.Kubernetes.Chart;

/// <summary>What a chart says of itself.</summary>
/// <param name="Name">Its name, and that of a release unless another is chosen.</param>
/// <param name="Version">Its version.</param>
/// <param name="AppVersion">The tag of its images.</param>
internal sealed record PublishedChartInfo(string Name, string Version, string AppVersion);
