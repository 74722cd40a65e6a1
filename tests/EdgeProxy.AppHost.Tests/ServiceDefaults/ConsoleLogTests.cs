using System.Text.RegularExpressions;
using EdgeProxy.TestKit;

namespace EdgeProxy.AppHost.Tests.ServiceDefaults;

/// <summary>What a service writes to its console is what its section <c>Logging:Console</c> says, whoever started it.</summary>
public sealed partial class ConsoleLogTests
{
    [Theory]
    [InlineData("LOGGING__CONSOLE__FORMATTERNAME")]
    [InlineData("Logging__Console__FormatterName")]
    public async Task RequestLine_ByDefault_IsNotWritten(string variable)
    {
        await using var service = await RunAndRequestAsync(variable);

        Assert.DoesNotContain("Answered", service.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("LOGGING__CONSOLE__FORMATTERNAME")]
    [InlineData("Logging__Console__FormatterName")]
    public async Task RequestLine_FilterAllowsDebug_IsWritten(string variable)
    {
        await using var service = await RunAndRequestAsync(variable, "--Logging:Console:LogLevel:PingService=Debug");

        Assert.Contains("Answered GET /requested", service.Output, StringComparison.Ordinal);
    }

    private static async Task<AppHostProcess> RunAndRequestAsync(string variable, params string[] args)
    {
        var service = AppHostProcess.Start(
            "PingService",
            new Dictionary<string, string> { [variable] = "simple", ["ASPNETCORE_URLS"] = "http://127.0.0.1:0" },
            ["--contentRoot", Path.Combine(Repository.Root, "PingService"), .. args]);
        await service.SeesLineAsync("Now listening on");
        using var client = new HttpClient();
        await client.GetStringAsync(new Uri($"{Address().Match(service.Output).Value}/requested"), TestContext.Current.CancellationToken);
        Signals.Send(service.Id, Signals.Terminate);
        await service.ExitCodeAsync();
        return service;
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+")]
    private static partial Regex Address();
}
