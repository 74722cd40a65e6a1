namespace EdgeProxy.Dashboard.ResourceFeed.Contract;

/// <summary>Where the feed is and how a client is told from anybody else. docs/dashboard.md, "The resource feed", is its description.</summary>
internal static class ResourceFeedProtocol
{
    /// <summary>POST: a streaming body of <see cref="ResourceFeedMessage"/>, one JSON object a line.</summary>
    public const string FeedPath = "/api/resources/feed";

    /// <summary>GET: a streaming answer of <see cref="ResourceCommand"/>, one JSON object a line; an empty line every 15 s keeps it alive.</summary>
    public const string CommandsPath = "/api/resources/commands";

    /// <summary>The header that carries the key of both.</summary>
    public const string ApiKeyHeader = "x-resource-feed-key";

    /// <summary>The environment variable that gives the dashboard the key; without it both paths answer 404.</summary>
    public const string ApiKeyVariable = "Dashboard__ResourceFeed__ApiKey";

    /// <summary>The media type of both bodies.</summary>
    public const string ContentType = "application/x-ndjson";

    /// <summary>The longest line that the dashboard takes, in bytes of UTF-8; longer ones end the request with 413.</summary>
    public const int MaxLineBytes = 4 * 1024 * 1024;
}
