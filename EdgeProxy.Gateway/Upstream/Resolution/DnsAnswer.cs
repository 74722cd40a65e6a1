using System.Net;

namespace EdgeProxy.Gateway.Upstream;

/// <summary>The outcome of resolving a name.</summary>
/// <param name="Failure">Why there is no answer (SERVFAIL, REFUSED, a time-out); null when there is one, if only that there are no addresses.</param>
/// <param name="Addresses">The addresses, each once.</param>
internal sealed record DnsAnswer(string? Failure, IReadOnlyList<IPAddress> Addresses)
{
    public static DnsAnswer Empty { get; } = new(null, []);
}
