namespace EdgeProxy.Gateway.Tests.Forwarding;

/// <summary>How a client leaves.</summary>
public enum ClientEnd
{
    /// <summary>It reads the answer.</summary>
    Reads,

    /// <summary>It sends FIN and reads.</summary>
    Finishes,

    /// <summary>It closes at once.</summary>
    Closes,

    /// <summary>It resets the connection, or the stream.</summary>
    Resets,
}
