using System.Runtime.CompilerServices;

namespace EdgeProxy.Gateway.Configuration.Settings;

/// <summary>
/// Reads the providers of a configuration into a tree. <see cref="IConfiguration"/> looks through all keys for the children of one,
/// which takes minutes for 20,000 routes, and does not keep the order of the file, which decides which route is first.
/// </summary>
internal static class ConfigTree
{
    public static ConfigNode Read(IConfiguration configuration, params ReadOnlySpan<string> sections)
    {
        var root = new ConfigNode("", "");
        foreach (var section in sections)
        {
            foreach (var provider in Providers(configuration))
            {
                if (provider is ConfigurationProvider known)
                    Add(root, section, Data(known));
                else
                    AddFromInterface(root.GetOrAdd(section), provider);
            }
        }

        return root;
    }

    private static IEnumerable<IConfigurationProvider> Providers(IConfiguration configuration) =>
        configuration is IConfigurationRoot root ? root.Providers : [];

    private static void Add(ConfigNode root, string section, IDictionary<string, string?> data)
    {
        foreach (var (key, value) in data)
        {
            if (!key.StartsWith(section, StringComparison.OrdinalIgnoreCase) || (key.Length > section.Length && key[section.Length] != ':'))
                continue;
            var node = root;
            foreach (var range in key.AsSpan().Split(':'))
                node = node.GetOrAdd(key.AsSpan()[range]);
            node.Value = value;
        }
    }

    /// <summary>A provider that shows its keys only through its interface, such as a chained configuration.</summary>
    private static void AddFromInterface(ConfigNode node, IConfigurationProvider provider)
    {
        if (provider.TryGet(node.Path, out var value))
            node.Value = value;
        foreach (var child in provider.GetChildKeys([], node.Path).Distinct(StringComparer.OrdinalIgnoreCase))
            AddFromInterface(node.GetOrAdd(child), provider);
    }

    /// <summary>The keys of a provider are a protected property of its public base class.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_Data")]
    private static extern IDictionary<string, string?> Data(ConfigurationProvider provider);
}
