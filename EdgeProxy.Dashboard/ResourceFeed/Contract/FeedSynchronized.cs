namespace EdgeProxy.Dashboard.ResourceFeed.Contract;

/// <summary>Every resource has been sent since <see cref="FeedOpened"/>: those that the dashboard knew and was not told again are gone.</summary>
internal sealed record FeedSynchronized : ResourceFeedMessage;
