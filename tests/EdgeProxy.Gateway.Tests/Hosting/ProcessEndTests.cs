using System.Net.Sockets;
using EdgeProxy.Gateway.Hosting;
using EdgeProxy.Gateway.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EdgeProxy.Gateway.Tests.Hosting;

/// <summary>How the process ends when it cannot go on.</summary>
public sealed class ProcessEndTests
{
    [Fact]
    public async Task PortInUse_IsOneLineAndExitCode1()
    {
        await using var gateway = new GatewayProcess(TestSettings.BothOn(1));
        using var other = new TcpListener(gateway.Ip, gateway.EndPoint.Port);
        other.Start();
        Assert.Equal(1, await gateway.RunToEndAsync());
        Assert.Equal($"cannot listen on {gateway.EndPoint}: address already in use", gateway.Output.Trim());
    }

    [Fact]
    public async Task AddressOfAnotherMachine_IsOneLineAndExitCode1()
    {
        await using var gateway = new GatewayProcess([.. TestSettings.BothOn(1), "Edge:Listener:Address=192.0.2.1"]);
        Assert.Equal(1, await gateway.RunToEndAsync());
        Assert.Equal("cannot listen on 192.0.2.1:30000: this machine has no such address", gateway.Output.Trim());
    }

    [Fact]
    public async Task InvalidConfiguration_IsExitCode1WithoutAStackTrace()
    {
        await using var gateway = new GatewayProcess("ReverseProxy:Routes:ping:Match:Regex=(?x)/a #c");
        Assert.Equal(1, await gateway.RunToEndAsync());
        Assert.Contains("the expression '(?x)/a #c' cannot be used", gateway.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", gateway.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task BackgroundServiceThatFails_EndsTheProcessWithExitCode1()
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            ContentRootPath = TestSettings.Folder,
            Args = ["--urls=http://127.0.0.1:0", "--EDGE_ADMIN_PORT=0", "--Edge:Drain:Time=0s"],
        });
        builder.Logging.ClearProviders();
        builder.AddGateway();
        builder.Services.AddHostedService<Failing>();
        await using var app = builder.Build();
        app.UseGateway();
        Assert.Equal(1, await app.RunToEndAsync().WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
    }

    private sealed class Failing : BackgroundService
    {
        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            await Task.Yield();
            throw new InvalidOperationException("a fault");
        }
    }
}
