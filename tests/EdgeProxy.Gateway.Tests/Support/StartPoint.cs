namespace EdgeProxy.Gateway.Tests.Support;

/// <summary>The points of the start of a gateway, in order.</summary>
public enum StartPoint
{
    /// <summary>The sources are there, and nothing was read.</summary>
    BeforeRead,

    /// <summary>The configuration was read.</summary>
    AfterRead,

    /// <summary>The services can be had.</summary>
    Built,

    /// <summary>The first configuration is in use.</summary>
    InUse,

    /// <summary>Before the first hosted service.</summary>
    ServicesStarting,

    /// <summary>The first hosted service starts; the listener of changes does not run yet.</summary>
    FirstService,

    /// <summary>After the last hosted service.</summary>
    ServicesStarted,

    /// <summary>The start is over.</summary>
    Returned,
}
