using System.Text.Json;

namespace EdgeProxy.EdgeBench.Scale;

/// <summary>Settings with 2,000 clusters and 20,000 routes, in a folder of their own, where the gateway finds them.</summary>
/// <param name="Folder">The folder's name in the workplace.</param>
/// <param name="Path">A path that one of the last routes takes.</param>
internal sealed record ManyRoutes(string Folder, string Path)
{
    private const int Clusters = 2000;
    private const int Routes = 20_000;

    /// <summary>Writes them.</summary>
    /// <param name="workplace">Where.</param>
    /// <param name="isNamed">Hosts have names that are asked of the DNS server; addresses otherwise.</param>
    public static ManyRoutes Write(Workplace workplace, bool isNamed)
    {
        var many = new ManyRoutes(isNamed ? "many-names" : "many-addresses", $"/r{Routes - 100}/x");
        var clusters = Enumerable.Range(0, Clusters).ToDictionary(number => $"c{number}", number => new
        {
            Discovery = isNamed ? "StrictDns" : "Static",
            Destinations = new { one = new { Address = $"http://{(isNamed ? $"c{number}.bench.test" : "127.0.0.1")}:{workplace.Ping[number % 2]}" } },
        });
        var routes = Enumerable.Range(0, Routes).ToDictionary(number => $"r{number}", number => new
        {
            ClusterId = $"c{number % Clusters}",
            Match = new { Prefix = $"/r{number}/" },
        });
        Directory.CreateDirectory(workplace.File(many.Folder));
        workplace.Write($"{many.Folder}/appsettings.json", JsonSerializer.Serialize(new { ReverseProxy = new { Clusters = clusters, Routes = routes } }));
        return many;
    }
}
