using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;

namespace EdgeProxy.TestKit;

/// <summary>Somebody who has logged in to the dashboard, as a browser does.</summary>
public sealed class DashboardVisitor : IDisposable
{
    private readonly HttpClient _client = new(new SocketsHttpHandler { CookieContainer = new CookieContainer() });
    private readonly Uri _login;

    private DashboardVisitor(Uri login) => _login = login;

    /// <summary>Logs in.</summary>
    /// <param name="login">The address that the AppHost prints.</param>
    public static async Task<DashboardVisitor> LogInAsync(Uri login)
    {
        var visitor = new DashboardVisitor(login);
        (await visitor._client.GetAsync(login)).EnsureSuccessStatusCode();
        return visitor;
    }

    /// <summary>For each trace that was received whose spans mention a text, the services with a span in it.</summary>
    /// <param name="text">A trace id, a path, or anything else that stands in a span.</param>
    public async Task<IReadOnlySet<string>> ServicesOfTracesWithAsync(string text)
    {
        using var archive = new ZipArchive(await _client.GetStreamAsync(new Uri(_login, "/api/telemetry/export")));
        var spans = new List<(string TraceId, string Service, bool Mentions)>();
        foreach (var entry in archive.Entries.Where(entry => entry.FullName.Contains("trace", StringComparison.OrdinalIgnoreCase)))
        {
            using var reader = new StreamReader(await entry.OpenAsync(), Encoding.UTF8);
            while (await reader.ReadLineAsync() is { } line)
                spans.AddRange(Spans(line, text));
        }

        var traces = spans.Where(span => span.Mentions).Select(span => span.TraceId).ToHashSet();
        return spans.Where(span => traces.Contains(span.TraceId)).Select(span => span.Service).ToHashSet();
    }

    /// <summary>Whether a log record with a text was received.</summary>
    /// <param name="text">A part of its message.</param>
    public async Task<bool> HasLogWithAsync(string text)
    {
        using var archive = new ZipArchive(await _client.GetStreamAsync(new Uri(_login, "/api/telemetry/export")));
        foreach (var entry in archive.Entries.Where(entry => entry.FullName.Contains("log", StringComparison.OrdinalIgnoreCase)))
        {
            using var reader = new StreamReader(await entry.OpenAsync(), Encoding.UTF8);
            if ((await reader.ReadToEndAsync()).Contains(text, StringComparison.Ordinal))
                return true;
        }

        return false;
    }

    /// <inheritdoc />
    public void Dispose() => _client.Dispose();

    private static List<(string TraceId, string Service, bool Mentions)> Spans(string otlpJson, string text)
    {
        using var document = JsonDocument.Parse(otlpJson);
        return
        [
            .. from resource in document.RootElement.GetProperty("resourceSpans").EnumerateArray()
               let service = resource.GetProperty("resource").GetProperty("attributes").EnumerateArray()
                   .First(attribute => attribute.GetProperty("key").GetString() == "service.name").GetProperty("value").GetProperty("stringValue").GetString()!
               from scope in resource.GetProperty("scopeSpans").EnumerateArray()
               from span in scope.GetProperty("spans").EnumerateArray()
               select (span.GetProperty("traceId").GetString()!, service, span.ToString().Contains(text, StringComparison.OrdinalIgnoreCase)),
        ];
    }
}
