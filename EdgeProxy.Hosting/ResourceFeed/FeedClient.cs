using System.Net;
using EdgeProxy.Dashboard.ResourceFeed.Contract;
using EdgeProxy.Hosting.Commands;
using EdgeProxy.Hosting.Planning;
using EdgeProxy.Hosting.Running;

namespace EdgeProxy.Hosting.ResourceFeed;


/// <summary>
/// Tells the dashboard what runs, and hears what a person asks for there. Both requests last as long as the application; when one ends,
/// it is opened again, and everything is said again.
/// </summary>
internal sealed class FeedClient : IAsyncDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _stop = new();
    private readonly DashboardPlan _plan;
    private readonly ReplicaServices _services;
    private readonly FeedSource _source;
    private readonly FeedCommands _commands;
    private Task _running = Task.CompletedTask;

    public FeedClient(
        DashboardPlan plan, AppHostContext context, ReplicaServices services, IReadOnlyList<ReplicaGroup> groups, IReadOnlyList<ValuePlan> values, ResourceControl control)
    {
        _plan = plan;
        _services = services;
        _source = new FeedSource(context, services, groups, values);
        _commands = new FeedCommands(control, _source);
    }

    /// <summary>Starts to talk to the dashboard.</summary>
    /// <param name="failed">Completes when the dashboard does not start: it is said, and nobody is talked to.</param>
    public void Start(Task<string> failed) => _running = Task.Run(() => RunAsync(failed));

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    private async Task RunAsync(Task<string> failed)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false, UseCookies = false, ActivityHeadersPropagator = null })
        {
            BaseAddress = _plan.Address,
            Timeout = Timeout.InfiniteTimeSpan,
        };
        client.DefaultRequestHeaders.Add(ResourceFeedProtocol.ApiKeyHeader, _plan.FeedKey);
        using var given = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        var talking = Task.WhenAll(
            AgainAndAgainAsync(token => SendAsync(client, token), given.Token),
            AgainAndAgainAsync(token => _commands.ReceiveAsync(client, token), given.Token));
        if (await Task.WhenAny(talking, failed) == failed)
        {
            _services.Output.WriteLine($"The application runs without its dashboard. {await failed}");
            await given.CancelAsync();
        }

        await talking;
    }

    private async Task SendAsync(HttpClient client, CancellationToken cancellationToken)
    {
        using var content = new FeedContent(_source, cancellationToken);
        using var response = await client.PostAsync(new Uri(ResourceFeedProtocol.FeedPath, UriKind.Relative), content, cancellationToken);
        if (response.StatusCode is not HttpStatusCode.OK and not HttpStatusCode.NoContent)
            _services.Output.WriteLine($"The dashboard refused the feed of the resources: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync(cancellationToken)}");
    }

    private async Task AgainAndAgainAsync(Func<CancellationToken, Task> connection, CancellationToken cancellationToken)
    {
        var pause = FirstPause;
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                if (await PortProbe.IsOpenAsync(_plan.Address.Port, cancellationToken))
                {
                    pause = FirstPause;
                    await connection(cancellationToken);
                }
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException)
            {
                // The dashboard restarts, or the application stops; the loop's condition tells which.
            }

            await Task.Delay(pause, _services.Time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }
}
