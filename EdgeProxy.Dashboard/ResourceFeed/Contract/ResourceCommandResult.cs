namespace EdgeProxy.Dashboard.ResourceFeed.Contract;

/// <summary>What became of a <see cref="ResourceCommand"/>, sent through the feed when it is done.</summary>
/// <param name="Id">The command's id.</param>
/// <param name="Succeeded">It did what was asked.</param>
/// <param name="Message">Why not, for the person who pressed the button.</param>
internal sealed record ResourceCommandResult(string Id, bool Succeeded, string? Message = null) : ResourceFeedMessage;
