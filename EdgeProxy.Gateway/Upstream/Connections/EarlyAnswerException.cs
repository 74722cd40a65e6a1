namespace EdgeProxy.Gateway.Upstream;

/// <summary>A host answered before it had read the request's body: the upload ends, and the answer is read by other means. No <see cref="IOException"/>, after which the client library tries again.</summary>
internal sealed class EarlyAnswerException : Exception
{
    public EarlyAnswerException()
        : base("The host answered before it had read the request's body.")
    {
    }

    public EarlyAnswerException(string message)
        : base(message)
    {
    }

    public EarlyAnswerException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
