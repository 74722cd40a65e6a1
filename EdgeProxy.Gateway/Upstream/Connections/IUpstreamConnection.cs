namespace EdgeProxy.Gateway.Upstream;

/// <summary>A connection to a host, below the client library.</summary>
internal interface IUpstreamConnection
{
    /// <summary>Ends sending, and goes on receiving: the end of one direction of a tunnel.</summary>
    void FinishSending();

    /// <summary>Takes the connection from the client library, which gets <see cref="EarlyAnswerException"/> from now on and closes it in vain.</summary>
    void Detach();

    /// <summary>Reads the early answer of a detached connection, from its start.</summary>
    ValueTask<int> ReadAnswerAsync(Memory<byte> buffer);

    /// <summary>Closes a detached connection.</summary>
    void CloseDetached();
}
