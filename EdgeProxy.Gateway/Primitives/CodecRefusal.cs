namespace EdgeProxy.Gateway.Primitives;

/// <summary>A request head that the HTTP/1 codec does not take, and the answer to it.</summary>
/// <param name="Status">The status.</param>
/// <param name="Body">The body; empty for none.</param>
/// <param name="Flag">The flag in the access log.</param>
internal sealed record CodecRefusal(int Status, string Body, ResponseFlags Flag);
