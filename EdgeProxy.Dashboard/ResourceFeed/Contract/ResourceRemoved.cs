namespace EdgeProxy.Dashboard.ResourceFeed.Contract;

/// <summary>A resource is no more, and its console lines with it.</summary>
/// <param name="Name">Its <see cref="ResourceSnapshot.Name"/>.</param>
internal sealed record ResourceRemoved(string Name) : ResourceFeedMessage;
