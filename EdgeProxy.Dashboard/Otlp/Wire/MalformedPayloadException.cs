namespace EdgeProxy.Dashboard.Otlp.Wire;

/// <summary>A payload that cannot be decoded: sending it again will not help.</summary>
internal sealed class MalformedPayloadException : Exception
{
    public MalformedPayloadException(string message)
        : base(message)
    {
    }

    public MalformedPayloadException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    public MalformedPayloadException()
    {
    }
}
