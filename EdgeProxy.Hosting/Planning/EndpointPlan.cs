namespace EdgeProxy.Hosting.Planning;


/// <summary>A port that one replica listens on.</summary>
/// <param name="Name">The endpoint's name.</param>
/// <param name="Scheme">The scheme of its address.</param>
/// <param name="Port">The port, on the loopback addresses.</param>
/// <param name="PortVariable">The environment variable that tells the process the port; null when <c>ASPNETCORE_URLS</c> does.</param>
internal sealed record EndpointPlan(string Name, string Scheme, int Port, string? PortVariable)
{
    public string Url => $"{Scheme}://localhost:{Port}";
}
