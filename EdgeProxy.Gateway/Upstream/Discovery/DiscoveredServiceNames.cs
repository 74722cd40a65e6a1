using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Upstream;

/// <summary>The names of the services that the configuration lists (<see cref="ServiceEndpoints"/>), for messages about one that it does not list.</summary>
internal sealed class DiscoveredServiceNames(IConfiguration configuration)
{
    private const int Listed = 10;

    /// <summary>Sentences, with a space before them, that list the names and the nearest one; empty without services, as in a cluster.</summary>
    public string Hint(string name)
    {
        var known = configuration.GetSection("services").GetChildren().Select(service => service.Key).ToList();
        if (known.Count == 0)
            return "";
        var hint = EditDistance.Nearest(name, known) is { } nearest ? $" Did you mean '{nearest}'?" : "";
        var rest = known.Count > Listed ? $" and {known.Count - Listed} more" : "";
        return $".{hint} Configured services: {string.Join(", ", known.Take(Listed).Select(one => $"'{one}'"))}{rest}";
    }
}
