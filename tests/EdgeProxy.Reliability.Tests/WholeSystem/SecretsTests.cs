using EdgeProxy.TestKit;

namespace EdgeProxy.Reliability.Tests.WholeSystem;

/// <summary>A value that was planted where secrets are is searched for where others can read.</summary>
[Collection(LocalSystem.Collection)]
public sealed class SecretsTests(LocalSystem system)
{
    private const int Requests = 20;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>It is in the environment of every process, in the headers of the telemetry's requests, and in two headers and the query of requests.</summary>
    [Fact]
    public async Task PlantedSecrets_AreInNoTelemetryAndNoLog_ButTheQuery()
    {
        var (header, cookie, query) = ($"{system.Planted}-header", $"{system.Planted}-cookie", $"{system.Planted}-query");
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false, UseCookies = false });
        var traces = Enumerable.Range(0, Requests).Select(_ => Guid.NewGuid().ToString("n")).ToList();
        foreach (var trace in traces)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, system.Address($"/ping?token={query}&marker=visible"));
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {header}");
            request.Headers.TryAddWithoutValidation("Cookie", $"session={cookie}");
            request.Headers.TryAddWithoutValidation("traceparent", $"00-{trace}-{trace[..16]}-01");
            (await client.SendAsync(request, Cancellation)).EnsureSuccessStatusCode();
        }

        // Of every one of these requests the edge's span and the service's, which each program sends in a message of its own.
        await Eventually.HoldsAsync("the spans of these requests", () => traces.TrueForAll(trace => system.Telemetry.Count(Convert.FromHexString(trace)) > 1));
        var log = "";
        await Eventually.HoldsAsync("the lines of these requests", () => (log = File.ReadAllText(system.AccessLog)).Split(query).Length > Requests);

        // Aspire turns the redaction of queries in spans off for the local dashboard.
        Assert.All(
            [header, cookie, system.PlantedInEnvironment, system.PlantedInTelemetryHeaders],
            secret => Assert.True(system.Telemetry.Count(secret) == 0, $"'{secret}' was sent as telemetry."));
        foreach (var replica in system.Replicas)
            Assert.DoesNotContain(system.Planted, string.Join('\n', await system.Application.LogOfAsync(replica.Id)), StringComparison.Ordinal);

        // Envoy's default format has the path with its query, and nothing else of these.
        Assert.DoesNotContain(system.Planted, log.Replace(query, "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task PlantedSecrets_AreInNoManifest()
    {
        var folder = Directory.CreateTempSubdirectory("edge-secrets-");
        try
        {
            await using var publish = AppHostProcess.Start("EdgeProxy.AppHost", "--operation", "publish", "--step", "publish", "--output-path", folder.FullName);
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
}
