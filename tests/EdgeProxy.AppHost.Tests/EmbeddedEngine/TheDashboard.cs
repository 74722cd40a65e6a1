using System.Text.RegularExpressions;
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
        var edge = EdgeUrl().Match(appHost.Output).Groups["url"].Value;
        using var visitor = await DashboardVisitor.LogInAsync(new Uri(LoginUrl().Match(appHost.Output).Value));
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"{edge}/ping"));
        request.Headers.Add("traceparent", $"00-{TraceId}-b7ad6b7169203331-01");

        (await client.SendAsync(request, TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();

        await Eventually.HoldsAsync("the trace of the edge and the service", async () =>
            (await visitor.ServicesOfTracesWithAsync(TraceId)).IsSupersetOf(["edge-proxy", "ping-svc"]));
    }

    [GeneratedRegex(@"http://localhost:\d+/login\?t=\w+")]
    private static partial Regex LoginUrl();

    [GeneratedRegex(@"edge-proxy (?<url>http://localhost:\d+)")]
    private static partial Regex EdgeUrl();
}
