using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Upstream;

/// <summary>Turns names into addresses. It never throws but for cancellation: a failure is an answer too.</summary>
internal interface INameResolver
{
    ValueTask<DnsAnswer> ResolveAsync(string name, DnsLookupFamily family, CancellationToken cancellationToken);
}
