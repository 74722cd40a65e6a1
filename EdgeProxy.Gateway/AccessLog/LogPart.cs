namespace EdgeProxy.Gateway.AccessLog;

/// <summary>A part of a line.</summary>
/// <param name="Field">What it is.</param>
/// <param name="Literal">The bytes of a literal.</param>
/// <param name="Argument">The header of a header field.</param>
/// <param name="Limit">The longest value in characters; 0 for no limit.</param>
internal sealed record LogPart(LogField Field, byte[] Literal, string Argument = "", int Limit = 0)
{
    /// <summary>It is a number, which JSON writes without quotes.</summary>
    public bool IsNumber => Field is LogField.ResponseCode or LogField.BytesReceived or LogField.BytesSent or LogField.Duration
        or LogField.UpstreamServiceTime or LogField.AttemptCount;
}
