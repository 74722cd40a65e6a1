namespace EdgeProxy.EdgeBench;

/// <summary>A proxy under test, already listening.</summary>
/// <param name="Name">Its name on the command line and in the table.</param>
/// <param name="Version">What it says of itself.</param>
/// <param name="Port">The port for HTTP/1.1.</param>
/// <param name="Http2Port">The port for HTTP/2 with prior knowledge; 0 where it has none.</param>
/// <param name="Process">Its processes.</param>
internal sealed record Contender(string Name, string Version, int Port, int Http2Port, ChildProcess Process);
