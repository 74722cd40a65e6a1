using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace EdgeProxy.Dashboard.Listening;

/// <summary>The address of the pages as a person types it, known once the program listens.</summary>
internal sealed class FrontendUrl(IServer server, FrontendAddress address)
{
    /// <summary>The address, without a slash at its end.</summary>
    public string Value => $"http://localhost:{(address.Port != 0 ? address.Port : ChosenPort())}";

    // The pages' listener is the first that is opened, so its address is the first.
    private int ChosenPort() =>
        server.Features.Get<IServerAddressesFeature>() is { Addresses.Count: > 0 } addresses
            ? new Uri(addresses.Addresses.First()).Port
            : throw new InvalidOperationException("The address of the pages is known only once the program listens.");
}
