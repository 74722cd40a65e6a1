using EdgeProxy.Hosting.ApplicationModel;
using EdgeProxy.Hosting.Planning;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace EdgeProxy.Hosting.Running;


/// <summary>Asks one HTTP health check once. It never throws: a fault is an answer.</summary>
internal sealed class HttpHealthProbe : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    private readonly Lazy<HttpClient> _client = new(() => new HttpClient(new SocketsHttpHandler
    {
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        ActivityHeadersPropagator = null,
    })
    {
        Timeout = Limit,
    });

    public async Task<HealthReportSnapshot> AskAsync(HttpHealthCheckPlan check, CancellationToken cancellationToken)
    {
        // A refused connection is the usual answer of the first moments, and an exception for each would cost more than the rest of the start.
        if (!await PortProbe.IsOpenAsync(check.Address.Port, cancellationToken))
            return new HealthReportSnapshot(check.Name, HealthStatus.Unhealthy, $"Nothing listens at {check.Address.Authority}.");
        try
        {
            using var response = await _client.Value.GetAsync(check.Address, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            var status = (int)response.StatusCode;
            return status == check.StatusCode
                ? new HealthReportSnapshot(check.Name, HealthStatus.Healthy, $"{check.Address} answered {status}.")
                : new HealthReportSnapshot(check.Name, HealthStatus.Unhealthy, $"{check.Address} answered {status}; expected {check.StatusCode}.");
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException or IOException)
        {
            return new HealthReportSnapshot(check.Name, HealthStatus.Unhealthy, $"{check.Address} did not answer: {exception.Message}");
        }
    }

    public void Dispose()
    {
        if (_client.IsValueCreated)
            _client.Value.Dispose();
    }
}
