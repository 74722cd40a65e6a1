namespace EdgeProxy.Gateway.Upstream;

/// <summary>A connection ended between a request and its answer. No <see cref="IOException"/>: after one the client library tries again.</summary>
internal sealed class UpstreamTerminatedException : Exception
{
    public UpstreamTerminatedException()
    {
    }

    public UpstreamTerminatedException(string message)
        : base(message)
    {
    }

    public UpstreamTerminatedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
