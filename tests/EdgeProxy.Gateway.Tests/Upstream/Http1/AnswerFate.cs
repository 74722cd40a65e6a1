namespace EdgeProxy.Gateway.Tests.Upstream.Http1;

/// <summary>What a reader made of an answer.</summary>
internal enum AnswerFate
{
    /// <summary>It was read to its end.</summary>
    Whole,

    /// <summary>The connection ended within it.</summary>
    Unfinished,

    /// <summary>It is none.</summary>
    Refused,
}
