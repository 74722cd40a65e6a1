namespace EdgeProxy.Dashboard.ResourceFeed.Contract;

/// <summary>Lines that a process wrote, oldest first. At most 1,000 a message.</summary>
/// <param name="Resource">The <see cref="ResourceSnapshot.Name"/> of the replica that wrote them.</param>
/// <param name="Lines">The lines.</param>
internal sealed record ConsoleLinesWritten(string Resource, IReadOnlyList<ConsoleLine> Lines) : ResourceFeedMessage;
