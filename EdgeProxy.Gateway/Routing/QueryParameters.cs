namespace EdgeProxy.Gateway.Routing;

/// <summary>Reads the query of a target as it was sent: nothing is decoded, as in Envoy.</summary>
internal static class QueryParameters
{
    /// <summary>The value of the first parameter of that name; empty without a value, null without the parameter.</summary>
    public static string? Find(string target, string name)
    {
        var start = target.IndexOf('?', StringComparison.Ordinal);
        if (start < 0)
            return null;
        var query = target.AsSpan(start + 1);
        foreach (var range in query.Split('&'))
        {
            var pair = query[range];
            var equals = pair.IndexOf('=');
            var key = equals < 0 ? pair : pair[..equals];
            if (key.SequenceEqual(name))
                return equals < 0 ? "" : pair[(equals + 1)..].ToString();
        }

        return null;
    }
}
