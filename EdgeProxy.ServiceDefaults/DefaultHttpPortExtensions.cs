using Microsoft.AspNetCore.Hosting;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Where a service listens by default.</summary>
public static class DefaultHttpPortExtensions
{
    private static readonly string[] AddressKeys = ["urls", "http_ports", "https_ports"];

    /// <summary>
    /// Listens on <paramref name="port"/> of every IPv4 address unless <c>ASPNETCORE_URLS</c>, <c>HTTP_PORTS</c>, <c>HTTPS_PORTS</c>
    /// or <c>Kestrel:Endpoints</c> says otherwise: a bare container then serves where hand-written manifests expect it.
    /// </summary>
    /// <param name="builder">The service's builder.</param>
    /// <param name="port">The port, 1 to 65535.</param>
    /// <returns>The same builder.</returns>
    public static WebApplicationBuilder UseDefaultHttpPort(this WebApplicationBuilder builder, int port)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentOutOfRangeException.ThrowIfLessThan(port, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(port, 65535);
        var configuration = builder.Configuration;
        var isSet = AddressKeys.Any(key => !string.IsNullOrEmpty(configuration[key]))
            || configuration.GetSection("Kestrel:Endpoints").GetChildren().Any();
        if (!isSet)
            builder.WebHost.UseUrls($"http://0.0.0.0:{port}");
        return builder;
    }
}
