namespace EdgeProxy.Gateway.Forwarding;

/// <summary>A client's request that cannot be put into the upstream's protocol. No host had a part in it.</summary>
internal sealed class UnsendableRequestException : Exception
{
    public UnsendableRequestException()
    {
    }

    public UnsendableRequestException(string message)
        : base(message)
    {
    }

    public UnsendableRequestException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
