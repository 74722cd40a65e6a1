using System.Text.Json;

namespace EdgeProxy.TestKit;

/// <summary>What the Aspire dashboard of a running application has received, by its HTTP API.</summary>
public sealed class DashboardTelemetry : IDisposable
{
    private const string KeyVariable = "DASHBOARD__API__PRIMARYAPIKEY=";

    private readonly HttpClient _client;

    /// <summary>Reads the telemetry of a dashboard.</summary>
    /// <param name="dashboard">Any URL of the dashboard.</param>
    /// <param name="processId">The dashboard's process, whose environment has the API's key.</param>
    public DashboardTelemetry(Uri dashboard, int processId)
    {
        var key = File.ReadAllText($"/proc/{processId}/environ").Split('\0').First(variable => variable.StartsWith(KeyVariable, StringComparison.OrdinalIgnoreCase))[KeyVariable.Length..];
        _client = new HttpClient { BaseAddress = new Uri(dashboard, "/api/telemetry/") };
        _client.DefaultRequestHeaders.Add("x-api-key", key);
    }

    /// <summary>The services with a span in any trace in which some span has a text.</summary>
    /// <param name="text">A path, an id, or anything else in a span.</param>
    public async Task<IReadOnlySet<string>> ServicesOfTracesWithAsync(string text)
    {
        using var answer = JsonDocument.Parse(await _client.GetStringAsync(new Uri("spans", UriKind.Relative)));
        var spans = (
            from resource in answer.RootElement.GetProperty("data").GetProperty("resourceSpans").EnumerateArray()
            let service = resource.GetProperty("resource").GetProperty("attributes").EnumerateArray()
                .First(attribute => attribute.GetProperty("key").GetString() == "service.name").GetProperty("value").GetProperty("stringValue").GetString()!
            from scope in resource.GetProperty("scopeSpans").EnumerateArray()
            from span in scope.GetProperty("spans").EnumerateArray()
            select (TraceId: span.GetProperty("traceId").GetString()!, Service: service, HasText: span.ToString().Contains(text, StringComparison.OrdinalIgnoreCase))).ToList();
        var traces = spans.Where(span => span.HasText).Select(span => span.TraceId).ToHashSet();
        return spans.Where(span => traces.Contains(span.TraceId)).Select(span => span.Service).ToHashSet();
    }

    /// <inheritdoc />
    public void Dispose() => _client.Dispose();
}
