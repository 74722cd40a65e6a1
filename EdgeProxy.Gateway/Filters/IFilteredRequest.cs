using EdgeProxy.Gateway.Observability;

namespace EdgeProxy.Gateway.Filters;

/// <summary>A request whose filters run.</summary>
internal interface IFilteredRequest
{
    /// <summary>What is known of it.</summary>
    ref readonly RequestInfo Info { get; }
}
