namespace EdgeProxy.Gateway.Clusters;

/// <summary>A connection to a host, below the client library.</summary>
internal interface IUpstreamConnection
{
    /// <summary>Says that nothing more will be sent, and goes on receiving: the end of a tunnel's one direction.</summary>
    void FinishSending();
}
