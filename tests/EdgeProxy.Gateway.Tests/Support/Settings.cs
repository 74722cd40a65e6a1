namespace EdgeProxy.Gateway.Tests.Support;

/// <summary>Settings that many tests need.</summary>
public static class Settings
{
    /// <summary>Makes a cluster of hosts on 127.0.0.1, in the place of the shipped destination.</summary>
    public static string[] Hosts(string cluster, params int[] ports) =>
    [
        .. ports.Select((port, index) =>
            $"ReverseProxy:Clusters:{cluster}:Destinations:{(index == 0 ? cluster.Replace("-cluster", "-svc", StringComparison.Ordinal) : $"h{index}")}:Address=http://127.0.0.1:{port}"),
    ];

    /// <summary>Puts both of the shipped clusters on the same hosts.</summary>
    public static string[] BothOn(params int[] ports) => [.. Hosts("ping-cluster", ports), .. Hosts("pong-cluster", ports)];
}
