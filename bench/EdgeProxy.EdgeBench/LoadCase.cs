namespace EdgeProxy.EdgeBench;

/// <summary>One load of the matrix.</summary>
/// <param name="Key">Its name on the command line.</param>
/// <param name="Title">Its name in the table.</param>
/// <param name="Path">The path, which decides the answer.</param>
/// <param name="Connections">Connections that are kept busy.</param>
internal sealed record LoadCase(string Key, string Title, string Path, int Connections)
{
    public const string Main = "64";

    public static IReadOnlyList<LoadCase> All { get; } =
    [
        new(Main, "12 B, 64 connections", "/ping", 64) { IsQuick = true },
        new("1", "12 B, 1 connection", "/ping", 1),
        new("512", "12 B, 512 connections", "/ping", 512) { IsQuick = true },
        new("1k", "1 KiB, 64 connections", "/ping/1k", 64),
        new("100k", "100 KiB, 64 connections", "/ping/100k", 64) { IsQuick = true },
        new("stream", "1 MiB in chunks, 16 connections", "/ping/stream", 16),
        new("close", "12 B, a connection for each request, 64 at once", "/ping", 64) { ClosesEach = true },
        new("h2", "12 B, HTTP/2, 8 connections of 8 streams", "/ping", 8) { StreamsPerConnection = 8 },
        new("rate", "12 B, 64 connections at a fixed rate", "/ping", 64) { IsFixedRate = true },
    ];

    /// <summary>The bytes of the answer.</summary>
    public int Length => Path switch { "/ping/stream" => 1024 * 1024, "/ping/100k" => 100 * 1024, "/ping/1k" => 1024, _ => 12 };

    public bool IsQuick { get; init; }

    /// <summary>Every request says <c>Connection: close</c>.</summary>
    public bool ClosesEach { get; init; }

    /// <summary>HTTP/2 with this many streams on each connection; 0 for HTTP/1.1.</summary>
    public int StreamsPerConnection { get; init; }

    /// <summary>Requests leave at a set rate, half of the slowest contender's maximum, instead of as fast as they are answered.</summary>
    public bool IsFixedRate { get; init; }

    /// <summary>Every request brings an <c>x-request-id</c>, as one does that comes through another proxy.</summary>
    public bool HasRequestId { get; init; }

    public bool IsHttp2 => StreamsPerConnection > 0;
}
