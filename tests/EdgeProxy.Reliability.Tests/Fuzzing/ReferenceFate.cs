namespace EdgeProxy.Reliability.Tests.Fuzzing;

/// <summary>What is to become of a request.</summary>
internal enum ReferenceFate
{
    /// <summary>The upstream answers it.</summary>
    Answered,

    /// <summary>The edge refuses it and ends the connection.</summary>
    Refused,

    /// <summary>More of it must come.</summary>
    Unfinished,

    /// <summary>There is none: what was sent ended before.</summary>
    Nothing,
}
