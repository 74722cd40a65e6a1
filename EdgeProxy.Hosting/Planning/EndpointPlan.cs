namespace EdgeProxy.Hosting.Planning;


/// <summary>A port that one replica listens on.</summary>
/// <param name="Name">The endpoint's name.</param>
/// <param name="Scheme">The scheme of its address.</param>
/// <param name="Port">The port that clients use, on the loopback addresses.</param>
/// <param name="PortVariable">The environment variable that tells the process the port; null when <c>ASPNETCORE_URLS</c> does.</param>
internal sealed record EndpointPlan(string Name, string Scheme, int Port, string? PortVariable)
{
    /// <summary>What a process of this machine calls this machine.</summary>
    public const string LocalHost = "localhost";

    /// <summary>The port that the process itself listens on: another one only inside of a container.</summary>
    public int TargetPort { get; init; } = Port;

    public string Url => UrlFrom(LocalHost);

    /// <summary>The address for somebody who calls this machine <paramref name="host"/>.</summary>
    public string UrlFrom(string host) => $"{Scheme}://{host}:{Port}";
}
