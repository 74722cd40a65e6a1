using EdgeProxy.Dashboard.Listening;
using Microsoft.Extensions.Options;

namespace EdgeProxy.Dashboard.Security;

/// <summary>Tells the person at the console where the pages are, in Aspire's words, which tools look for.</summary>
internal sealed partial class LoginAnnouncement(
    IHostApplicationLifetime lifetime,
    FrontendUrl url,
    FrontendAddress address,
    BrowserToken token,
    IOptions<FrontendOptions> options,
    ILogger<LoginAnnouncement> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStarted.Register(Announce);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Announce()
    {
        if (address.TakenPort is { } taken)
            LogPortTaken(logger, taken, url.Value);
        if (options.Value.AllowAnonymous)
            LogOpen(logger, url.Value);
        else
            LogLogin(logger, url.Value, token.Value);
    }

    [LoggerMessage(1, LogLevel.Information, "Login to the dashboard at {Url}/login?t={Token}")]
    private static partial void LogLogin(ILogger logger, string url, string token);

    [LoggerMessage(2, LogLevel.Warning, "The dashboard is at {Url} and asks nobody for a login: everybody on this machine can see it and stop what it shows.")]
    private static partial void LogOpen(ILogger logger, string url);

    [LoggerMessage(3, LogLevel.Warning, "Port {Port} is taken, so the pages are at {Url}. Set ASPNETCORE_URLS for an address of your choice.")]
    private static partial void LogPortTaken(ILogger logger, int port, string url);
}
