namespace EdgeProxy.Dashboard.ResourceFeed.Contract;

/// <summary>One line of a process's output.</summary>
/// <param name="N">Its number within the resource, from 1 and growing: a line that comes again after a reconnect is dropped by it.</param>
/// <param name="Time">When the engine read it.</param>
/// <param name="Stream">Where the process wrote it.</param>
/// <param name="Text">Without the line end. ANSI colours may stay in.</param>
internal sealed record ConsoleLine(long N, DateTimeOffset Time, ConsoleStream Stream, string Text);
