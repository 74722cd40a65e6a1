using Microsoft.AspNetCore.Hosting.Server.Features;

namespace EdgeProxy.Gateway.Listening;

/// <summary>
/// Takes the addresses of <c>ASPNETCORE_URLS</c> away once they were followed: Kestrel, told by us where to listen, would warn at each start that it
/// does not do what the setting says.
/// </summary>
internal sealed class ClearServerAddressesFilter : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.ServerFeatures.Get<IServerAddressesFeature>()?.Addresses.Clear();
        next(app);
    };
}
