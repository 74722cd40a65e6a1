namespace EdgeProxy.Gateway.Upstream;

/// <summary>No connection to a host could be made, so nothing of the request has left.</summary>
internal sealed class UpstreamConnectException : IOException
{
    public UpstreamConnectException()
    {
    }

    public UpstreamConnectException(string message)
        : base(message)
    {
    }

    public UpstreamConnectException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
