namespace EdgeProxy.Dashboard.ResourceFeed.Contract;

/// <summary>An address of a resource.</summary>
/// <param name="Name">The endpoint's name: <c>http</c>, <c>admin</c>.</param>
/// <param name="Url">Absolute. Only http and https become links; others are text.</param>
internal sealed record ResourceUrl(string Name, string Url);
