using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;

namespace EdgeProxy.Gateway.Listening;

/// <summary>Several Kestrels as one server: each has its limits once, so that listeners with other limits get one of their own.</summary>
internal sealed class EdgeServer(IServer first, IReadOnlyList<IServer> further) : IServer
{
    public IFeatureCollection Features => first.Features;

    public async Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
        where TContext : notnull
    {
        await first.StartAsync(application, cancellationToken);
        foreach (var server in further)
            await server.StartAsync(application, cancellationToken);
    }

    /// <summary>All at once: each waits for its requests under way.</summary>
    public Task StopAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(further.Prepend(first).Select(server => server.StopAsync(cancellationToken)));

    public void Dispose()
    {
        foreach (var server in further)
            server.Dispose();
        first.Dispose();
    }
}
