namespace EdgeProxy.Conformance;

/// <summary>One HTTP/2 frame (RFC 9113, 4.1).</summary>
public sealed record Http2Frame(Http2FrameType Type, byte Flags, int Stream, byte[] Payload);
