using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Upstream;

/// <summary>The names of the services that configuration told this edge of (<see cref="ServiceEndpoints"/>), for messages about one that it did not.</summary>
internal sealed class DiscoveredServiceNames(IConfiguration configuration)
{
    private const int Listed = 10;

    /// <summary>Sentences, with a blank before them, that list the told names and the one that may be meant; empty where none was told, as in a cluster.</summary>
    public string Hint(string name)
    {
        var told = configuration.GetSection("services").GetChildren().Select(service => service.Key).ToList();
        if (told.Count == 0)
            return "";
        var meant = EditDistance.Nearest(name, told) is { } nearest ? $" Did you mean '{nearest}'?" : "";
        var rest = told.Count > Listed ? $" and {told.Count - Listed} more" : "";
        return $".{meant} Told were {string.Join(", ", told.Take(Listed).Select(one => $"'{one}'"))}{rest}";
    }
}
