using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using EdgeProxy.AppHost.Tests.EmbeddedEngine.Processes;
using EdgeProxy.TestKit;

namespace EdgeProxy.AppHost.Tests.EmbeddedEngine;

/// <summary>The dashboard that starts with the system, asked as its own pages' visitors ask it.</summary>
public sealed partial class TheDashboard
{
    private const string TraceId = "0af7651916cd43dd8448eb211c80319c";

    [Fact]
    public async Task HasARequestThroughTheEdgeAsOneTrace()
    {
        await using var appHost = AppHostProcess.Start("EdgeProxy.AppHost", "--isolated");
        await appHost.SeesLineAsync("Everything is healthy", TimeSpan.FromSeconds(60));
        var login = LoginUrl().Match(appHost.Output).Value;
        var edge = EdgeUrl().Match(appHost.Output).Groups["url"].Value;
        using var visitor = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer() });
        (await visitor.GetAsync(new Uri(login), TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"{edge}/ping"));
        request.Headers.Add("traceparent", $"00-{TraceId}-b7ad6b7169203331-01");

        (await visitor.SendAsync(request, TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();

        await Eventually.HoldsAsync("the trace of the edge and the service", async () =>
        {
            var traces = await TracesAsync(visitor, new Uri(new Uri(login), "/api/telemetry/export"));
            return ServicesOf(traces, TraceId).IsSupersetOf(["edge-proxy", "ping-svc"]);
        });
    }

    private static async Task<string> TracesAsync(HttpClient visitor, Uri export)
    {
        using var archive = new ZipArchive(await visitor.GetStreamAsync(export));
        var text = new StringBuilder();
        foreach (var entry in archive.Entries.Where(entry => entry.FullName.Contains("trace", StringComparison.OrdinalIgnoreCase)))
        {
            using var reader = new StreamReader(await entry.OpenAsync());
            text.AppendLine(await reader.ReadToEndAsync());
        }

        return text.ToString();
    }

    /// <summary>The services with a span in a trace, out of OTLP JSON.</summary>
    private static HashSet<string> ServicesOf(string otlpJson, string traceId)
    {
        var services = new HashSet<string>();
        foreach (var line in otlpJson.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            using var document = System.Text.Json.JsonDocument.Parse(line);
            foreach (var resource in document.RootElement.GetProperty("resourceSpans").EnumerateArray())
            {
                if (!resource.GetProperty("scopeSpans").ToString().Contains(traceId, StringComparison.OrdinalIgnoreCase))
                    continue;
                services.UnionWith(resource.GetProperty("resource").GetProperty("attributes").EnumerateArray()
                    .Where(attribute => attribute.GetProperty("key").GetString() == "service.name")
                    .Select(attribute => attribute.GetProperty("value").GetProperty("stringValue").GetString()!));
            }
        }

        return services;
    }

    [GeneratedRegex(@"http://localhost:\d+/login\?t=\w+")]
    private static partial Regex LoginUrl();

    [GeneratedRegex(@"edge-proxy (?<url>http://localhost:\d+)")]
    private static partial Regex EdgeUrl();
}
