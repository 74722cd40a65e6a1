using System.Diagnostics;
using EdgeProxy.Hosting.Running;
using EdgeProxy.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeProxy.AppHost.Tests.EmbeddedEngine;

/// <summary><c>WithExplicitStart</c>: the engine leaves the service alone, and the edge finds whoever listens on its port instead.</summary>
public sealed class WhenAnIdeRunsAService
{
    [Fact]
    public async Task TheEdgeFindsItAsSoonAsItListens()
    {
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.EdgeProxy_AppHost>(TestContext.Current.CancellationToken);
        var resource = builder.Resources.Single(resource => resource.Name == "ping-svc");
        resource.Annotations.Remove(resource.Annotations.OfType<ReplicaAnnotation>().Single());
        resource.Annotations.Add(new ExplicitStartupAnnotation());
        await using var app = await builder.BuildAsync(TestContext.Current.CancellationToken);
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await app.ResourceNotifications.WaitForResourceHealthyAsync("edge-proxy", limit.Token);
        using var client = app.CreateHttpClient("edge-proxy", "http");
        var path = new Uri("/ping", UriKind.Relative);
        Assert.Equal(503, (int)(await client.GetAsync(path, limit.Token)).StatusCode);

        using var service = StartAsAnIdeDoes(app.GetEndpoint("ping-svc", "http"));
        try
        {
            await Eventually.HoldsAsync("an answer of the service", async () => (await client.GetAsync(path)).IsSuccessStatusCode);

            var runner = app.Services.GetRequiredService<RunOperation>().Groups.SelectMany(group => group.Runners).Single(one => one.Name.StartsWith("ping-svc-", StringComparison.Ordinal));
            Assert.Contains($"the port {app.GetEndpoint("ping-svc", "http").Port} of its endpoint 'http' is taken", runner.Send(ReplicaCommand.Start), StringComparison.Ordinal);
            if (OperatingSystem.IsLinux())
                Assert.Contains($"(process {service.Id}). Stop that process first.", runner.Send(ReplicaCommand.Start), StringComparison.Ordinal);
        }
        finally
        {
            service.Kill();
            await service.WaitForExitAsync(CancellationToken.None);
        }

        await app.ResourceNotifications.WaitForResourceAsync("ping-svc", KnownResourceStates.NotStarted, limit.Token);
    }

    private static Process StartAsAnIdeDoes(Uri address)
    {
        var program = Path.Combine(Repository.OutputOf("PingService"), "PingService.dll");
        var start = new ProcessStartInfo("dotnet", [program]) { WorkingDirectory = Path.Combine(Repository.Root, "PingService"), RedirectStandardOutput = true };
        start.Environment["ASPNETCORE_URLS"] = address.GetLeftPart(UriPartial.Authority);
        return Process.Start(start)!;
    }
}
