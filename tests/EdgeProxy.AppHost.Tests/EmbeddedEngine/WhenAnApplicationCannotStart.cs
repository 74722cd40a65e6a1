using System.Net;
using System.Net.Sockets;
using EdgeProxy.TestKit;

namespace EdgeProxy.AppHost.Tests.EmbeddedEngine;

/// <summary>One clear message that names the thing and the way out, an exit code that is not 0, and nothing left.</summary>
public sealed class WhenAnApplicationCannotStart
{
    private const string Scenarios = "tests/EdgeProxy.Scenarios.AppHost";

    [Theory]
    [InlineData("duplicate-names", "2 resources are named 'twin'")]
    [InlineData("foreign-reference", "The resource 'front' references 'ghost', which is not part of this application")]
    [InlineData("circular-wait", "Circular dependency: first -> second -> first")]
    [InlineData("wrong-name", "The resource name 'not_a_name' is invalid: it contains '_'")]
    public async Task AWrongModelIsToldInOneMessage(string scenario, string message)
    {
        await using var appHost = AppHostProcess.Start(Scenarios, $"--Scenario:Name={scenario}");

        Assert.Equal(1, await appHost.ExitCodeAsync());
        Assert.Contains($"AppHost: {message}", appHost.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", appHost.Output, StringComparison.Ordinal);
        Assert.Empty(appHost.Alive);
    }

    [Fact]
    public async Task AProjectThatDoesNotStartEndsTheRunWithItsLastLines()
    {
        await using var appHost = AppHostProcess.Start(Scenarios, "--isolated", "--Scenario:Name=crash-at-start");

        Assert.Equal(1, await appHost.ExitCodeAsync());
        Assert.Contains("AppHost: The resource 'broken' does not start: its process ended twice before it served, the last time with exit code 134", appHost.Output, StringComparison.Ordinal);
        Assert.Contains("    Unhandled exception. System.InvalidOperationException: The scenario asks for a crash at the start.", appHost.Output, StringComparison.Ordinal);
        Assert.Contains("Run it alone to look closer: dotnet run --project", appHost.Output, StringComparison.Ordinal);
        Assert.Empty(appHost.Alive);
    }

    [Fact]
    public async Task ATakenPortIsToldWithItsHolder()
    {
        using var holder = new TcpListener(IPAddress.Loopback, 0);
        holder.Start();
        var port = ((IPEndPoint)holder.LocalEndpoint).Port;
        await using var appHost = AppHostProcess.Start(Scenarios, "--Scenario:Name=taken-port", $"--Scenario:Port={port}");

        Assert.Equal(1, await appHost.ExitCodeAsync());
        Assert.Contains($"AppHost: The port {port} of the endpoint 'http' of 'front' is taken by '", appHost.Output, StringComparison.Ordinal);
        Assert.Contains($"(process {Environment.ProcessId})", appHost.Output, StringComparison.Ordinal);
        Assert.Contains("'--isolated'", appHost.Output, StringComparison.Ordinal);
        Assert.Empty(appHost.Alive);
    }

    [Fact]
    public async Task AnUnknownArgumentIsRefusedWithTheNearestKnownOne()
    {
        await using var appHost = AppHostProcess.Start(Scenarios, "--isolate");

        Assert.Equal(2, await appHost.ExitCodeAsync());
        Assert.Contains("AppHost: The argument '--isolate' is not known. Did you mean '--isolated'?", appHost.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HelpIsGivenWithoutStartingAnything()
    {
        await using var appHost = AppHostProcess.Start(Scenarios, "--help");

        Assert.Equal(0, await appHost.ExitCodeAsync());
        Assert.Contains("--operation publish", appHost.Output, StringComparison.Ordinal);
    }
}
