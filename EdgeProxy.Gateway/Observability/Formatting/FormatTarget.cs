namespace EdgeProxy.Gateway.Observability;

/// <summary>What a format string makes.</summary>
internal enum FormatTarget
{
    /// <summary>A line of an access log, in which an empty value is <c>-</c>.</summary>
    Line,

    /// <summary>A line of JSON.</summary>
    Json,

    /// <summary>The value of a header, in which an empty value is nothing.</summary>
    Header,
}
