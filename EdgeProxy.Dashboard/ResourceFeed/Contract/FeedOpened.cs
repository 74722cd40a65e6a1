namespace EdgeProxy.Dashboard.ResourceFeed.Contract;

/// <summary>The first line of each connection.</summary>
/// <param name="Application">The application's name, shown in the page's title.</param>
/// <param name="RunId">New at each start of the engine: with another one the dashboard forgets the resources and console lines it knew.</param>
internal sealed record FeedOpened(string Application, string RunId) : ResourceFeedMessage;
