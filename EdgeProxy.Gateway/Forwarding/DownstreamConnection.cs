using System.IO.Pipelines;
using EdgeProxy.Gateway.Primitives;

namespace EdgeProxy.Gateway.Forwarding;

/// <summary>A client's connection, as the requests on it see it: a feature of each.</summary>
internal sealed class DownstreamConnection(bool isAdmin, bool isTls, int manager = 0) : IDisposable
{
    private ProxiedRequest? _idle;
    private int _heads;

    public bool IsAdmin => isAdmin;

    /// <summary>The position of its connection manager in <c>GatewaySnapshot.Managers</c>.</summary>
    public int Manager => manager;

    /// <summary>It is encrypted.</summary>
    public bool IsTls => isTls;

    /// <summary>The certificate that the client showed; null for none.</summary>
    public ClientCertificate? Peer { get; set; }

    /// <summary>The scheme that the client really used.</summary>
    public string Scheme { get; } = isTls ? "https" : "http";

    /// <summary>What is sent to a client of HTTP/1; null over HTTP/2.</summary>
    public PipeWriter? Output { get; set; }

    /// <summary>What the <c>Connection</c> lines of the current HTTP/1 request name beyond <c>keep-alive</c> and <c>close</c>, which Kestrel does not keep.</summary>
    public ConnectionTokens? Tokens { get; private set; }

    /// <summary>The authority of the current HTTP/1 request as the client sent it, where Kestrel would write it in another way or refuse it; null otherwise.</summary>
    public string? Authority { get; private set; }

    /// <summary>The bytes are no longer HTTP.</summary>
    public bool IsUpgraded { get; set; }

    /// <summary>The head of the current request was refused by the codec; null when it was not.</summary>
    public CodecRefusal? Refusal { get; set; }

    /// <summary>An HTTP/1 head was inspected and passed to Kestrel.</summary>
    public void PassHead(ConnectionTokens? tokens, string? authority)
    {
        Tokens = tokens;
        Authority = authority;
        Interlocked.Increment(ref _heads);
    }

    /// <summary>
    /// Whether a request of HTTP/1 comes of a head that was passed to Kestrel. When a client goes in the middle of a body, Kestrel reads on behind the part that was
    /// taken and makes requests of what is left of it; those are none.
    /// </summary>
    public bool TryTakeHead() => Interlocked.Decrement(ref _heads) >= 0;

    /// <summary>Rents the object that the last request of this connection returned, so that a connection allocates it once.</summary>
    public ProxiedRequest? Rent() => Interlocked.Exchange(ref _idle, null);

    public void Return(ProxiedRequest request) => Interlocked.Exchange(ref _idle, request)?.Dispose();

    public void Dispose() => Rent()?.Dispose();
}
