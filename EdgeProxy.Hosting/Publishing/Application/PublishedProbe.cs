namespace EdgeProxy.Hosting.Publishing.Application;

/// <summary>An HTTP GET that tells how a container is.</summary>
/// <param name="Path">The path.</param>
/// <param name="Port">The port that is asked.</param>
internal sealed record PublishedProbe(string Path, PublishedPort Port);
