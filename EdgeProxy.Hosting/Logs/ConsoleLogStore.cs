using System.Collections.Concurrent;

namespace EdgeProxy.Hosting.Logs;


/// <summary>The console log of each source, by the replica's name.</summary>
internal sealed class ConsoleLogStore(TimeProvider time)
{
    /// <summary>The name under which the AppHost's own log stands.</summary>
    public const string AppHost = "apphost";

    private readonly ConcurrentDictionary<string, ConsoleLog> _logs = new(StringComparer.Ordinal);

    public ConsoleLog For(string source) => _logs.GetOrAdd(source, _ => new ConsoleLog(time));
}
