using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Configuration.Envoy;

/// <summary>Envoy's <c>layered_runtime</c>: of its keys the two limits of connections are done, and of all others a warning says that they are not.</summary>
internal static class RuntimeReader
{
    private const string InAll = "overload.global_downstream_max_connections";
    private const string OfListener = "envoy.resource_limits.listener.";
    private const string ListenerLimit = ".connection_limit";

    public static GatewayConfig Read(Message bootstrap, GatewayConfig config)
    {
        if (bootstrap.Child("layered_runtime") is { } runtime)
        {
            foreach (var layer in runtime.Children("layers"))
            {
                layer.Skip("name");
                layer.Ignore("the runtime cannot be changed while the gateway runs.", "admin_layer");
                layer.Ignore("runtime values of files are not read; a 'static_layer' is.", "disk_layer");
                layer.Refuse("nothing is fetched from a control plane; write the values into a 'static_layer'.", "rtds_layer");
                if (layer.Child("static_layer") is { } values)
                    config = Read(values, "", config);
                layer.Finish();
            }

            runtime.Finish();
        }

        bootstrap.Refuse("use 'layered_runtime'.", "runtime");
        return config;
    }

    // Keys may be nested or written with dots; both mean the same.
    private static GatewayConfig Read(Message values, string prefix, GatewayConfig config)
    {
        var keys = config.Listeners.Select(listener => $"{OfListener}{listener.Name}{ListenerLimit}").Prepend(InAll).ToList();
        foreach (var name in values.Names)
        {
            var key = prefix + values.AsWritten(name);
            if (key == InAll)
                config = config with { MaxConnections = values.Integer(name, 1, long.MaxValue) ?? config.MaxConnections };
            else if (keys.Contains(key))
                config = Limit(config, key, values.Integer(name, 1, long.MaxValue) ?? 0);
            else if (key.StartsWith("re2.", StringComparison.Ordinal))
                values.Ignore("expressions run in linear time whatever their size.", name);
            else if (keys.Exists(known => IsPrefixOf(key, known)) || key is "re2")
                config = values.Child(name) is { } inner ? Read(inner, key + ".", config) : config;
            else if (IsEnvoyFeatureFlag(key))
                values.Ignore("it chooses between versions of Envoy's own code.", name);
            else
                values.Ignore($"the gateway reads no such runtime key; the settings of the file count. {string.Join(", ", keys.Take(5).Select(known => $"'{known}'"))} are read.", name);
        }

        return config;
    }

    private static GatewayConfig Limit(GatewayConfig config, string key, long most) => config with
    {
        Listeners = [.. config.Listeners.Select(listener => key == $"{OfListener}{listener.Name}{ListenerLimit}" ? listener with { MaxConnections = most } : listener)],
    };

    private static bool IsEnvoyFeatureFlag(string key) =>
        key is "envoy" || key.StartsWith("envoy.reloadable_features", StringComparison.Ordinal) || key.StartsWith("envoy.restart_features", StringComparison.Ordinal)
        || key.StartsWith("envoy.deprecated_features", StringComparison.Ordinal) || key.StartsWith("envoy.features", StringComparison.Ordinal);

    private static bool IsPrefixOf(string key, string whole) => whole.StartsWith(key + ".", StringComparison.Ordinal);
}
