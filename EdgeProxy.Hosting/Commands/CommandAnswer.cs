namespace EdgeProxy.Hosting.Commands;

/// <summary>What became of a command.</summary>
/// <param name="Fault">Null when it was done, or why not.</param>
/// <param name="WasSaid">Whether the console has it already, among the lines of the resource.</param>
internal sealed record CommandAnswer(string? Fault, bool WasSaid = false);
