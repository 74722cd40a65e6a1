namespace EdgeProxy.Gateway.Configuration.Model;

/// <summary>Hosts as YARP and ASP.NET Core routing write them: <c>name</c>, <c>*.name</c>, either with <c>:port</c>, which without one is any port.</summary>
internal static class HostPattern
{
    /// <summary>Splits a host or a pattern into its name, without the dot of the root zone, and its port; empty without one.</summary>
    public static (string Name, string Port) Split(string host)
    {
        var colon = host.LastIndexOf(':');
        var (name, port) = colon > host.LastIndexOf(']') ? (host[..colon], host[(colon + 1)..]) : (host, "");
        if (name is [_, .., '.'])
            name = name[..^1];
        port = port.TrimStart('0');
        return (name, port);
    }

    /// <summary>Whether all that one pattern means, another one means too.</summary>
    public static bool Covers(string pattern, string other)
    {
        var (name, port) = Split(pattern);
        var (otherName, otherPort) = Split(other);
        if (port.Length > 0 && port != otherPort)
            return false;
        return name == "*" || (name.StartsWith('*')
            ? otherName.EndsWith(name[1..], StringComparison.OrdinalIgnoreCase)
            : otherName.Equals(name, StringComparison.OrdinalIgnoreCase));
    }
}
