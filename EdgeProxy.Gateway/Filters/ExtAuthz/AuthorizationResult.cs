namespace EdgeProxy.Gateway.Filters;

/// <summary>What an authorization service says.</summary>
internal enum AuthorizationResult
{
    /// <summary>The request may pass.</summary>
    Ok,

    /// <summary>It may not.</summary>
    Denied,

    /// <summary>The service failed.</summary>
    Error,
}
