namespace EdgeProxy.Gateway.Lifecycle;

/// <summary>Envoy's <c>ServerInfo.State</c>.</summary>
internal enum ServerPhase
{
    /// <summary>The clusters' first answers are not all there.</summary>
    PreInitializing,

    /// <summary>Serving.</summary>
    Live,

    /// <summary>Serving, but no longer to be sent anything new.</summary>
    Draining,
}
