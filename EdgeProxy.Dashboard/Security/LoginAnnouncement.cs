using EdgeProxy.Dashboard.Listening;
using EdgeProxy.Dashboard.Otlp.Listening;
using Microsoft.Extensions.Options;

namespace EdgeProxy.Dashboard.Security;

/// <summary>Tells the person at the console where the pages are, in Aspire's words, which tools look for, and where to send to.</summary>
internal sealed partial class LoginAnnouncement(
    IHostApplicationLifetime lifetime,
    FrontendUrl url,
    FrontendAddress address,
    BrowserToken token,
    IOptions<FrontendOptions> options,
    OtlpAddresses otlp,
    ILoggerFactory loggers) : IHostedService
{
    private readonly ILogger _logger = loggers.CreateLogger("EdgeProxy.Dashboard");

    public Task StartAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStarted.Register(Announce);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Announce()
    {
        if (address.TakenPort is { } taken)
            LogPortTaken(_logger, taken, url.Value);
        if (options.Value.AllowAnonymous)
            LogOpen(_logger, url.Value);
        else
            LogLogin(_logger, url.Value, token.Value);
        LogOtlp(_logger, Text(otlp.Grpc), Text(otlp.Http));
    }

    private static string Text(OtlpAddress address) => address.Url.GetLeftPart(UriPartial.Authority);

    [LoggerMessage(1, LogLevel.Information, "Login to the dashboard at {Url}/login?t={Token}")]
    private static partial void LogLogin(ILogger logger, string url, string token);

    [LoggerMessage(2, LogLevel.Warning, "The dashboard is at {Url} and asks nobody for a login: everybody on this machine can see it and stop what it shows.")]
    private static partial void LogOpen(ILogger logger, string url);

    [LoggerMessage(3, LogLevel.Warning, "Port {Port} is taken, so the pages are at {Url}. Set ASPNETCORE_URLS for an address of your choice.")]
    private static partial void LogPortTaken(ILogger logger, int port, string url);

    [LoggerMessage(4, LogLevel.Information, "Send OTLP over gRPC to {Grpc}, over HTTP to {Http}. Press Ctrl+C to stop.")]
    private static partial void LogOtlp(ILogger logger, string grpc, string http);
}
