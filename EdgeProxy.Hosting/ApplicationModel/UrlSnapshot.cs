namespace EdgeProxy.Hosting.ApplicationModel;


/// <summary>An address of a replica.</summary>
/// <param name="Name">The endpoint's name.</param>
/// <param name="Url">The address.</param>
public sealed record UrlSnapshot(string Name, string Url);
