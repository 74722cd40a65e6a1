namespace EdgeProxy.Dashboard.Otlp;

/// <summary>A request is refused as a whole. The message is for the sender.</summary>
internal sealed class OtlpRefusedException : Exception
{
    public OtlpRefusedException(OtlpRefusal refusal, string message)
        : base(message) => Refusal = refusal;

    public OtlpRefusedException(OtlpRefusal refusal, string message, Exception innerException)
        : base(message, innerException) => Refusal = refusal;

    public OtlpRefusedException()
    {
    }

    public OtlpRefusedException(string message)
        : base(message)
    {
    }

    public OtlpRefusedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    public OtlpRefusal Refusal { get; }

    /// <summary>When to try again; null for never.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
