using System.Text.Json.Serialization;

namespace EdgeProxy.Dashboard.ResourceFeed.Contract;

/// <summary>One line of the feed. <c>kind</c>, the first property of each line, says which.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(FeedOpened), "hello")]
[JsonDerivedType(typeof(ResourceChanged), "resource")]
[JsonDerivedType(typeof(ResourceRemoved), "removed")]
[JsonDerivedType(typeof(FeedSynchronized), "synchronized")]
[JsonDerivedType(typeof(ConsoleLinesWritten), "console")]
[JsonDerivedType(typeof(ResourceCommandResult), "commandResult")]
internal abstract record ResourceFeedMessage;
