using System.Text.Json;

namespace EdgeProxy.Gateway.Tests.Support;

/// <summary>Settings that many tests need.</summary>
public static class TestSettings
{
    /// <summary>
    /// Where the tests' gateways start: the settings there are those that the gateway was first shipped with, <c>ping</c> and <c>pong</c>. Whoever writes other
    /// routes into the gateway's own file breaks none of these tests for it.
    /// </summary>
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "Support", "Seed");

    /// <summary>Makes a cluster of hosts on 127.0.0.1, in the place of the seed's destination.</summary>
    public static string[] Hosts(string cluster, params int[] ports) =>
    [
        .. ports.Select((port, index) =>
            $"ReverseProxy:Clusters:{cluster}:Destinations:{(index == 0 ? cluster.Replace("-cluster", "-svc", StringComparison.Ordinal) : $"h{index}")}:Address=http://127.0.0.1:{port}"),
    ];

    /// <summary>Puts both of the seed's clusters on the same hosts.</summary>
    public static string[] BothOn(params int[] ports) => [.. Hosts("ping-cluster", ports), .. Hosts("pong-cluster", ports)];

    /// <summary>A replicas file that lists the same hosts on 127.0.0.1 for both of the seed's services; without a port it lists none.</summary>
    public static string Replicas(params int[] ports)
    {
        var endpoints = new { http = ports.Select(port => $"http://127.0.0.1:{port}") };
        return JsonSerializer.Serialize(new { services = new Dictionary<string, object> { ["ping-svc"] = endpoints, ["pong-svc"] = endpoints } });
    }
}
