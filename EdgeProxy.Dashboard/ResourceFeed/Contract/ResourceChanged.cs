namespace EdgeProxy.Dashboard.ResourceFeed.Contract;

/// <summary>All that is known of a resource or replica now. It replaces what was said before.</summary>
/// <param name="Resource">The whole of it.</param>
internal sealed record ResourceChanged(ResourceSnapshot Resource) : ResourceFeedMessage;
