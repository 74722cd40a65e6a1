namespace EdgeProxy.Gateway.EnvoyConfig;

/// <summary>Envoy's <c>layered_runtime</c>: of its keys, the limit of connections is done, and those that change no answer are read over.</summary>
internal static class RuntimeReader
{
    private const string MaxConnections = "overload.global_downstream_max_connections";

    public static long? ReadMaxConnections(Message bootstrap)
    {
        long? limit = null;
        if (bootstrap.Child("layered_runtime") is { } runtime)
        {
            foreach (var layer in runtime.Children("layers"))
            {
                layer.Skip("name");
                layer.Ignore("the runtime cannot be changed while the gateway runs.", "admin_layer");
                layer.Refuse("runtime values stand in a 'static_layer'.", "disk_layer", "rtds_layer");
                if (layer.Child("static_layer") is { } values)
                    limit = Read(values, "") ?? limit;
                layer.Finish();
            }

            runtime.Finish();
        }

        bootstrap.Refuse("use 'layered_runtime'.", "runtime");
        return limit;
    }

    // Keys may be nested or written with dots; both mean the same.
    private static long? Read(Message values, string prefix)
    {
        long? limit = null;
        foreach (var name in values.Names)
        {
            var key = prefix + name;
            if (key == MaxConnections)
                limit = values.Integer(name, 1, long.MaxValue);
            else if (key.StartsWith("re2.", StringComparison.Ordinal))
                values.Ignore("expressions run in linear time whatever their size.", name);
            else if (key is "overload" or "re2")
                limit = values.Child(name) is { } inner ? Read(inner, key + ".") ?? limit : limit;
            else
                values.Refuse($"of the runtime keys, only '{MaxConnections}' has a meaning here.", name);
        }

        return limit;
    }
}
