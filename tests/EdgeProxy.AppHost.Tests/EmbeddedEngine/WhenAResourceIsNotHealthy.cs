using EdgeProxy.TestKit;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace EdgeProxy.AppHost.Tests.EmbeddedEngine;

/// <summary>A test that waits for a resource is told why it waits in vain.</summary>
public sealed class WhenAResourceIsNotHealthy
{
    [Fact]
    public async Task TheWaitEndsWithStateHealthReportAndLastLines()
    {
        await using var app = await StartAsync("sick");
        var message = "";

        // Health and output reach the engine on ways of their own: both are there in the end.
        await Eventually.HoldsAsync("state, report and lines", async () =>
        {
            message = await MessageOfAWaitInVainAsync(app);
            return message.Contains("answered 503; expected 200", StringComparison.Ordinal) && message.Contains("Now listening on", StringComparison.Ordinal);
        });

        Assert.Contains("The resource 'service' was not healthy in time.", message, StringComparison.Ordinal);
        Assert.Contains(": Running.", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatWaitsForItIsNotStarted()
    {
        await using var app = await StartAsync("wait");
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));

        await app.ResourceNotifications.WaitForResourceAsync("sick", KnownResourceStates.Running, limit.Token);
        await app.ResourceNotifications.WaitForResourceAsync("patient", KnownResourceStates.Waiting, limit.Token);
    }

    [Fact]
    public async Task AnUnknownNameFailsAtOnceWithTheKnownOnes()
    {
        await using var app = await StartAsync("serve");

        var exception = await Assert.ThrowsAsync<ArgumentException>(() => app.ResourceNotifications.WaitForResourceHealthyAsync("servce", TestContext.Current.CancellationToken));

        Assert.Contains("There is no resource 'servce'. Known resources: 'service'.", exception.Message, StringComparison.Ordinal);
        Assert.Contains("'service'", Assert.Throws<ArgumentException>(() => app.CreateHttpClient("servce")).Message, StringComparison.Ordinal);
        Assert.Contains("Available endpoints: 'http'", Assert.Throws<ArgumentException>(() => app.GetEndpoint("service", "htpp")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AFinishedOneFailsTheWaitAtOnce()
    {
        await using var app = await StartAsync("serve");
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await app.ResourceNotifications.WaitForResourceHealthyAsync("service", limit.Token);
        using var client = app.CreateHttpClient("service");
        await client.GetStringAsync(new Uri("/finish", UriKind.Relative), limit.Token);

        await app.ResourceNotifications.WaitForResourceAsync("service", change => change.Snapshot.State == KnownResourceStates.Finished, limit.Token);
        var exception = await Assert.ThrowsAsync<DistributedApplicationException>(() => app.ResourceNotifications.WaitForResourceHealthyAsync("service", limit.Token));

        Assert.Contains("will not be healthy", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ATestMayChangeTheModelBeforeItIsBuilt()
    {
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.EdgeProxy_Scenarios_AppHost>(["--Scenario:Name=sick"], TestContext.Current.CancellationToken);
        var service = Assert.Single(builder.Resources);
        service.Annotations.Add(new EnvironmentAnnotation("SCENARIO", "serve"));

        await using var app = await builder.BuildAsync(TestContext.Current.CancellationToken);
        await app.StartAsync(TestContext.Current.CancellationToken);

        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await app.ResourceNotifications.WaitForResourceHealthyAsync("service", limit.Token);
    }

    [Fact]
    public async Task ACheckOfTheAppHostsOwnIsWaitedForToo()
    {
        var file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.EdgeProxy_Scenarios_AppHost>(
            ["--Scenario:Name=own-check", $"--Scenario:File={file}"], TestContext.Current.CancellationToken);
        await using var app = await builder.BuildAsync(TestContext.Current.CancellationToken);
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var unhealthy = await app.ResourceNotifications.WaitForResourceAsync("checked", one => one.Snapshot.HealthReports.Any(IsOfTheMissingFile), limit.Token);
        await app.ResourceNotifications.WaitForResourceAsync("patient", KnownResourceStates.Waiting, limit.Token);
        Assert.Equal(KnownResourceStates.Running, unhealthy.Snapshot.State);

        try
        {
            await File.WriteAllTextAsync(file, "", limit.Token);

            await app.ResourceNotifications.WaitForResourceHealthyAsync("checked", limit.Token);
            await app.ResourceNotifications.WaitForResourceHealthyAsync("patient", limit.Token);
        }
        finally
        {
            File.Delete(file);
        }

        static bool IsOfTheMissingFile(HealthReportSnapshot report) => report is { Name: "file", Status: HealthStatus.Unhealthy, Description: "The file is not there." };
    }

    [Fact]
    public async Task AResourceOfExplicitStartIsLeftAlone()
    {
        await using var app = await StartAsync("explicit");
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));

        await app.ResourceNotifications.WaitForResourceAsync("by-hand", KnownResourceStates.NotStarted, limit.Token);
    }

    private static async Task<string> MessageOfAWaitInVainAsync(DistributedApplication app)
    {
        using var given = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        var exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => app.ResourceNotifications.WaitForResourceHealthyAsync("service", given.Token));
        return exception.Message;
    }

    private static async Task<DistributedApplication> StartAsync(string scenario)
    {
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.EdgeProxy_Scenarios_AppHost>(
            [$"--Scenario:Name={scenario}"], TestContext.Current.CancellationToken);
        var app = await builder.BuildAsync(TestContext.Current.CancellationToken);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return app;
    }
}
