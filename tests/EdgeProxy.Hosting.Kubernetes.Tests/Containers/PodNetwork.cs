using System.Globalization;
using EdgeProxy.TestKit;

namespace EdgeProxy.Hosting.Kubernetes.Tests.Containers;

/// <summary>
/// A network as pods have it: every pod has a network namespace with an address of its own, all on one bridge that this machine is on too.
/// </summary>
internal sealed class PodNetwork : IAsyncDisposable
{
    private const string Bridge = "ep-pods";
    private const string Prefix = "10.213.77";

    private readonly string _ip;
    private readonly List<string> _namespaces = [];

    private PodNetwork(string ip) => _ip = ip;

    public static async Task<PodNetwork> CreateAsync(string ip, CancellationToken cancellationToken)
    {
        var network = new PodNetwork(ip);
        await network.RemoveLeftoversAsync(cancellationToken);
        await network.IpAsync($"link add {Bridge} type bridge", cancellationToken);
        await network.IpAsync($"address add {Prefix}.1/24 dev {Bridge}", cancellationToken);
        await network.IpAsync($"link set {Bridge} up", cancellationToken);
        return network;
    }

    /// <summary>Adds the namespace of a pod, <c>/run/netns/NAME</c>, and gives its address.</summary>
    public async Task<string> AddAsync(string pod, CancellationToken cancellationToken)
    {
        var number = _namespaces.Count + 10;
        var name = NamespaceOf(pod);
        var address = string.Create(CultureInfo.InvariantCulture, $"{Prefix}.{number}");
        await IpAsync($"netns add {name}", cancellationToken);
        _namespaces.Add(name);
        await IpAsync($"link add ep-veth{number} type veth peer name eth0 netns {name}", cancellationToken);
        await IpAsync($"link set ep-veth{number} master {Bridge} up", cancellationToken);
        await IpAsync($"-netns {name} address add {address}/24 dev eth0", cancellationToken);
        await IpAsync($"-netns {name} link set lo up", cancellationToken);
        await IpAsync($"-netns {name} link set eth0 up", cancellationToken);
        return address;
    }

    /// <summary>What <paramref name="url"/> gives to somebody inside of a pod, as a port-forward is.</summary>
    public Task<string> GetInsideAsync(string pod, string url, CancellationToken cancellationToken) =>
        IpAsync($"netns exec {NamespaceOf(pod)} {RequiredTool.Find("curl", "curl")} --silent --show-error --retry 5 --retry-connrefused {url}", cancellationToken);

    public static string NamespaceOf(string pod) => $"ep-{pod}";

    public async ValueTask DisposeAsync()
    {
        foreach (var name in _namespaces)
            await IpAsync($"netns delete {name}", CancellationToken.None);
        await IpAsync($"link delete {Bridge}", CancellationToken.None);
    }

    // A run that was killed leaves its namespaces and its bridge behind.
    private async Task RemoveLeftoversAsync(CancellationToken cancellationToken)
    {
        foreach (var line in await Command.LinesAsync(_ip, ["netns", "list"], cancellationToken))
        {
            if (line.StartsWith("ep-", StringComparison.Ordinal))
                await IpAsync($"netns delete {line.Split(' ')[0]}", cancellationToken);
        }

        if ((await Command.RunAsync(_ip, ["-brief", "link", "show", "type", "bridge"], cancellationToken)).Contains(Bridge, StringComparison.Ordinal))
            await IpAsync($"link delete {Bridge}", cancellationToken);
    }

    private Task<string> IpAsync(string command, CancellationToken cancellationToken) => Command.RunAsync(_ip, command.Split(' '), cancellationToken);
}
