using EdgeProxy.Gateway.Forwarding;

namespace EdgeProxy.Gateway.Listening;

/// <summary>A client's connection, as the requests on it see it: a feature of each.</summary>
internal sealed class DownstreamConnection(bool isAdmin, bool isTls) : IDisposable
{
    private ActiveStream? _idle;
    private int _heads;

    public bool IsAdmin => isAdmin;

    /// <summary>The scheme that the client really used.</summary>
    public string Scheme { get; } = isTls ? "https" : "http";

    /// <summary>What the <c>Connection</c> header of the request at hand names beyond <c>keep-alive</c> and <c>close</c>; Kestrel forgets it.</summary>
    public string? Named { get; set; }

    /// <summary>The bytes are no longer HTTP.</summary>
    public bool IsUpgraded { get; set; }

    /// <summary>The head of the request at hand was refused by the codec; null when it was not.</summary>
    public CodecRefusal? Refusal { get; set; }

    /// <summary>An HTTP/1 head was looked at and handed on.</summary>
    public void PassHead() => Interlocked.Increment(ref _heads);

    /// <summary>
    /// Whether a request of HTTP/1 comes of a head that was handed on. When a client goes in the middle of a body, Kestrel reads on behind the part that was
    /// taken and makes requests of what is left of it; those are none.
    /// </summary>
    public bool TryTakeHead() => Interlocked.Decrement(ref _heads) >= 0;

    /// <summary>Takes the stream object that the last request of this connection left, so that a connection allocates it once.</summary>
    public ActiveStream? TakeIdle() => Interlocked.Exchange(ref _idle, null);

    public void LeaveIdle(ActiveStream stream) => Interlocked.Exchange(ref _idle, stream)?.Dispose();

    public void Dispose() => TakeIdle()?.Dispose();
}
