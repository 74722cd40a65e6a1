namespace EdgeProxy.Gateway.Configuration.Model;

/// <summary>How the gateway stops (section <c>Edge:Drain</c>).</summary>
/// <param name="Time">How long it goes on accepting after SIGTERM with <c>/ready</c> failing, so that load balancers see it; 0 or more.</param>
/// <param name="Grace">How long requests under way may take after that, 0 or more.</param>
internal sealed record DrainOptions(TimeSpan Time, TimeSpan Grace)
{
    public static DrainOptions Default { get; } = new(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(20));
}
