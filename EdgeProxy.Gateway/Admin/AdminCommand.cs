namespace EdgeProxy.Gateway.Admin;

/// <summary>One command of the admin port.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Changes">It changes something, and takes POST alone.</param>
/// <param name="Help">What it does, with Envoy's text where Envoy has the command.</param>
/// <param name="Run">Does it.</param>
internal sealed record AdminCommand(string Path, bool Changes, string Help, Func<HttpContext, Task> Run)
{
    /// <summary>A probe: load balancers ask it from elsewhere.</summary>
    public bool IsProbe { get; init; }
}
