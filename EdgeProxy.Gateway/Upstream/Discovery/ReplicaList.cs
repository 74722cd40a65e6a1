using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Upstream;

/// <summary>The content of a replicas file.</summary>
/// <param name="Services">For each service, in any case, the addresses of its replicas by the name of the endpoint. A service without an address is known and has no host.</param>
/// <param name="Error">Why the file could not be used when it was last read; <paramref name="Services"/> are then those of the last valid content.</param>
internal sealed record ReplicaList(IReadOnlyDictionary<string, IReadOnlyDictionary<string, string[]>> Services, ConfigError? Error)
{
    public static ReplicaList Empty { get; } = new(new Dictionary<string, IReadOnlyDictionary<string, string[]>>(), null);
}
