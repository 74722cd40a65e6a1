using Microsoft.AspNetCore.Hosting.Server.Features;

namespace EdgeProxy.Gateway.Listening;

/// <summary>
/// Clears the addresses of <c>ASPNETCORE_URLS</c>, which the gateway has read: Kestrel, whose endpoints are set in code, would warn at each start that it
/// ignores them.
/// </summary>
internal sealed class ClearServerAddressesFilter : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.ServerFeatures.Get<IServerAddressesFeature>()?.Addresses.Clear();
        next(app);
    };
}
