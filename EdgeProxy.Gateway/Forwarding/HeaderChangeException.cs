namespace EdgeProxy.Gateway.Forwarding;

/// <summary>A configured response header cannot be written. The upstream had no part in it.</summary>
internal sealed class HeaderChangeException : Exception
{
    public HeaderChangeException()
    {
    }

    public HeaderChangeException(string message)
        : base(message)
    {
    }

    public HeaderChangeException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
