using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace EdgeProxy.ServiceDefaults;

/// <summary>
/// Stops a service under load without a broken request. Kestrel closes idle connections as soon as it stops, and a request that a client sends at that moment is lost; one
/// that is not idempotent is not sent again (RFC 9110, 9.2.2). So the service goes on for as long as requests come, at most <see cref="Limit"/>, and each answer asks the client to take
/// another connection (RFC 9112, 9.6); meanwhile clients learn that it goes. A service without requests stops at once. Over HTTP/2 the server's GOAWAY does all that.
/// </summary>
internal sealed class ConnectionDrain(TimeProvider time) : IHostedLifecycleService, IStartupFilter
{
    /// <summary>How long requests may hold back the stop.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    /// <summary>Without a request for as long as this, nobody sends any more.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan CheckInterval = TimeSpan.FromMilliseconds(20);

    private long _lastRequest = long.MinValue;
    private volatile bool _isDraining;

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(InvokeAsync);
        next(app);
    };

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        _isDraining = true;
        var began = time.GetTimestamp();
        using var timer = new PeriodicTimer(CheckInterval, time);
        while (time.GetElapsedTime(began) < Limit && HasRequests())
            await timer.WaitForNextTickAsync(cancellationToken);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private bool HasRequests() => Volatile.Read(ref _lastRequest) is var last && last != long.MinValue && time.GetElapsedTime(last) < Quiet;

    private Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (HealthRequests.AreNot(context))
            Volatile.Write(ref _lastRequest, time.GetTimestamp());
        if (_isDraining && HttpProtocol.IsHttp11(context.Request.Protocol))
            context.Response.Headers.Connection = "close";
        return next(context);
    }
}
