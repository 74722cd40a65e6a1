using EdgeProxy.Gateway.Forwarding;

namespace EdgeProxy.Gateway.Listening;

/// <summary>A client's connection, as the requests on it see it: a feature of each.</summary>
internal sealed class DownstreamConnection(bool isAdmin) : IDisposable
{
    private ActiveStream? _idle;

    public bool IsAdmin => isAdmin;

    /// <summary>The head of the request at hand was refused by the codec; null when it was not.</summary>
    public CodecRefusal? Refusal { get; set; }

    /// <summary>Takes the stream object that the last request of this connection left, so that a connection allocates it once.</summary>
    public ActiveStream? TakeIdle() => Interlocked.Exchange(ref _idle, null);

    public void LeaveIdle(ActiveStream stream) => Interlocked.Exchange(ref _idle, stream)?.Dispose();

    public void Dispose() => TakeIdle()?.Dispose();
}
