namespace EdgeProxy.Gateway.Primitives;

/// <summary>Who broke an attempt. What is counted against a host, and what may be retried, follows from this alone.</summary>
internal enum FaultOwner
{
    /// <summary>No fault: the response is complete, or Envoy's stream idle timeout passed, which has no owner.</summary>
    None,

    /// <summary>The client went, was too slow, or sent what is no request.</summary>
    Client,

    /// <summary>The host: it could not be reached, broke the connection, broke the rules, or let a timeout pass.</summary>
    Upstream,

    /// <summary>The gateway: a configured value that cannot be sent, or something unforeseen.</summary>
    Gateway,
}
