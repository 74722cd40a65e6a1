namespace EdgeProxy.EdgeBench;

/// <summary>One round of one case at one contender.</summary>
/// <param name="Contender">Its name.</param>
/// <param name="Case">The load.</param>
/// <param name="Load">What the generator saw.</param>
/// <param name="Processor">User and system time of the contender's processes divided by the requests served, in microseconds.</param>
internal sealed record Measurement(string Contender, LoadCase Case, LoadResult Load, double Processor);
