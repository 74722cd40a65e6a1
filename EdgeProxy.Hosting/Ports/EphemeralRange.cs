namespace EdgeProxy.Hosting.Ports;


/// <summary>The ports that the system gives to clients.</summary>
internal static class EphemeralRange
{
    private const string LinuxFile = "/proc/sys/net/ipv4/ip_local_port_range";

    /// <summary>The first of them; on other systems than Linux the lowest that any of them starts at by default.</summary>
    public static int Start(int otherwise)
    {
        if (!File.Exists(LinuxFile))
            return otherwise;
        var first = File.ReadAllText(LinuxFile).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();
        return int.TryParse(first, out var start) ? start : otherwise;
    }
}
