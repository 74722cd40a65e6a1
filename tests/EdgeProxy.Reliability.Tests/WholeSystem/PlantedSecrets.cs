using System.IO.Compression;
using System.Text;
using EdgeProxy.TestKit;

namespace EdgeProxy.Reliability.Tests.WholeSystem;

/// <summary>A value planted where secrets are is searched for where others can read.</summary>
public sealed class PlantedSecrets(TheSystem system) : IClassFixture<TheSystem>
{
    private const int Requests = 20;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>In headers and the query of a request, in the environment of every process, and in the login of the dashboard.</summary>
    [Fact]
    public async Task AreInNoTraceNoPageNoConsoleAndNoAccessLogButForTheQuery()
    {
        var (header, cookie, query) = ($"Bearer {system.Planted}1", $"session={system.Planted}2", $"{system.Planted}3");
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false, UseCookies = false });
        var traces = Enumerable.Range(0, Requests).Select(_ => Guid.NewGuid().ToString("n")).ToList();
        foreach (var trace in traces)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(system.Edge, $"/ping?token={query}&marker=visible"));
            request.Headers.TryAddWithoutValidation("Authorization", header);
            request.Headers.TryAddWithoutValidation("Cookie", cookie);
            request.Headers.TryAddWithoutValidation("traceparent", $"00-{trace}-{trace[..16]}-01");
            (await client.SendAsync(request, Cancellation)).EnsureSuccessStatusCode();
        }

        // Of every one of these requests the edge's span and the service's.
        var stored = "";
        await Eventually.HoldsAsync("the spans of the planted requests", async () =>
        {
            stored = await ExportAsync();
            return traces.TrueForAll(trace => stored.Split(trace).Length > 2);
        });
        var log = "";
        await Eventually.HoldsAsync("the lines of the planted requests", () => (log = File.ReadAllText(system.AccessLog)).Split('\n').Length > Requests);
        var pages = new StringBuilder();
        foreach (var page in new[] { "/", "/traces", "/structuredlogs", "/consolelogs", "/metrics" })
            pages.Append(await system.Visitor.GetStringAsync(new Uri(system.Dashboard, page), Cancellation));

        foreach (var place in new[] { stored, pages.ToString(), system.AppHost.Output })
        {
            Assert.DoesNotContain(system.Planted, place, StringComparison.Ordinal);
            Assert.DoesNotContain(system.TelemetryKey, place, StringComparison.Ordinal);
        }

        // Envoy's default line has the path with its query, and nothing else of what was planted.
        Assert.Contains(query, log, StringComparison.Ordinal);
        Assert.DoesNotContain(system.Planted, log.Replace(query, "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain(system.TelemetryKey, log, StringComparison.Ordinal);
        Assert.DoesNotContain(system.Token, stored + log, StringComparison.Ordinal);
        Assert.All(
            system.AppHost.Output.Split('\n').Where(line => line.Contains(system.Token, StringComparison.Ordinal)),
            line => Assert.Contains("/login?t=", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task AreInNoManifest()
    {
        var folder = Directory.CreateTempSubdirectory("edge-secrets-");
        try
        {
            await using var publish = AppHostProcess.Start("EdgeProxy.AppHost", "--operation", "publish", "--output-path", folder.FullName);
            Assert.Equal(0, await publish.ExitCodeAsync());
            var files = folder.GetFiles("*", SearchOption.AllDirectories);

            Assert.NotEmpty(files);
            Assert.All(files, file => Assert.DoesNotContain(system.Planted, File.ReadAllText(file.FullName), StringComparison.Ordinal));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Everything that the dashboard has, as its export gives it.</summary>
    private async Task<string> ExportAsync()
    {
        await using var archive = new ZipArchive(await system.Visitor.GetStreamAsync(new Uri(system.Dashboard, "/api/telemetry/export"), Cancellation));
        var text = new StringBuilder();
        foreach (var entry in archive.Entries)
        {
            using var reader = new StreamReader(await entry.OpenAsync(Cancellation));
            text.AppendLine(await reader.ReadToEndAsync(Cancellation));
        }

        return text.ToString();
    }
}
