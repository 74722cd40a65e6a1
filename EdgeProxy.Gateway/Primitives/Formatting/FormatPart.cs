namespace EdgeProxy.Gateway.Primitives;

/// <summary>A part of a format string.</summary>
/// <param name="Operator">What it is.</param>
/// <param name="Literal">The bytes of a literal, and of an operator that is not known.</param>
/// <param name="Argument">The header of an operator for one.</param>
/// <param name="Limit">The longest value in characters; 0 for no limit.</param>
internal sealed record FormatPart(FormatOperator Operator, byte[] Literal, string Argument = "", int Limit = 0)
{
    /// <summary>It is the whole of a JSON value: a text in quotes, or <c>null</c> where there is none.</summary>
    public bool IsWholeValue { get; init; }

    /// <summary>What is written where there is no such header: <c>%REQ(X?Y)%</c>; null for none.</summary>
    public FormatPart? Alternative { get; init; }
}
