namespace EdgeProxy.Gateway.Configuration.Model;

/// <summary>What of the admin endpoint is open to callers that are not on loopback.</summary>
public enum AdminAccess
{
    /// <summary>Nothing: loopback alone.</summary>
    Loopback,

    /// <summary><c>/ready</c> alone.</summary>
    Probes,

    /// <summary>Everything that changes nothing.</summary>
    ReadOnly,

    /// <summary>Everything, as Envoy has it.</summary>
    All,
}
