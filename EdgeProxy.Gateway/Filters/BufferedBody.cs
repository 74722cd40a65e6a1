namespace EdgeProxy.Gateway.Filters;

/// <summary>A request's body in memory.</summary>
/// <param name="Bytes">The bytes, at most as many as were asked for.</param>
/// <param name="IsWhole">There are no more.</param>
/// <param name="Failure">The answer to a request whose body could not be read; null for one that could.</param>
internal readonly record struct BufferedBody(ReadOnlyMemory<byte> Bytes, bool IsWhole, FilterReply? Failure = null);
