using EdgeProxy.Dashboard.ResourceFeed.Contract;

namespace EdgeProxy.Hosting.ResourceFeed;


/// <summary>A console line with the replica that wrote it.</summary>
internal readonly record struct SourceLine(string Source, ConsoleLine Line);
