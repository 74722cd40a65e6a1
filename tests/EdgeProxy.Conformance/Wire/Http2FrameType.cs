namespace EdgeProxy.Conformance;

/// <summary>The frame types that the cases use (RFC 9113, 6).</summary>
public enum Http2FrameType : byte
{
    /// <summary>A piece of a body.</summary>
    Data = 0,

    /// <summary>A header block.</summary>
    Headers = 1,

    /// <summary>PRIORITY.</summary>
    Priority = 2,

    /// <summary>The end of one stream.</summary>
    ResetStream = 3,

    /// <summary>Settings.</summary>
    Settings = 4,

    /// <summary>A question whether the peer is there.</summary>
    Ping = 6,

    /// <summary>The end of the connection is near.</summary>
    GoAway = 7,

    /// <summary>WINDOW_UPDATE.</summary>
    WindowUpdate = 8,

    /// <summary>CONTINUATION.</summary>
    Continuation = 9,
}
