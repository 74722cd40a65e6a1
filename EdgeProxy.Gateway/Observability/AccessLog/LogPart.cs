namespace EdgeProxy.Gateway.Observability.AccessLog;

/// <summary>A part of a line.</summary>
/// <param name="Field">What it is.</param>
/// <param name="Literal">The bytes of a literal.</param>
/// <param name="Argument">The header of a header field.</param>
/// <param name="Limit">The longest value in characters; 0 for no limit.</param>
internal sealed record LogPart(LogField Field, byte[] Literal, string Argument = "", int Limit = 0)
{
    /// <summary>It is a number, which JSON writes without quotes.</summary>
    public bool IsNumber => Field is LogField.ResponseCode or LogField.BytesReceived or LogField.BytesSent or LogField.Duration or LogField.AttemptCount;

    /// <summary>It is the whole of a JSON value: a text in quotes, or <c>null</c> where there is none.</summary>
    public bool IsWholeValue { get; init; }

    /// <summary>What is written where there is no such header: <c>%REQ(X?Y)%</c>; null for none.</summary>
    public LogPart? Alternative { get; init; }
}
