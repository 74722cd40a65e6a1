using System.Text.RegularExpressions;
using EdgeProxy.TestKit;

namespace EdgeProxy.AppHost.Tests.ServiceDefaults;

/// <summary>What a service says to its console is what its <c>Logging:Console</c> says, by whichever engine it was started.</summary>
public sealed partial class TheLogOfAService
{
    [Theory]
    [InlineData("LOGGING__CONSOLE__FORMATTERNAME")]
    [InlineData("Logging__Console__FormatterName")]
    public async Task LeavesItsLineForEachRequestOffTheConsole(string variable)
    {
        await using var service = await AnsweredAsync(variable);

        Assert.DoesNotContain("Answered", service.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("LOGGING__CONSOLE__FORMATTERNAME")]
    [InlineData("Logging__Console__FormatterName")]
    public async Task HasItThereWhenTheFilterOfTheConsoleSaysSo(string variable)
    {
        await using var service = await AnsweredAsync(variable, "--Logging:Console:LogLevel:PingService=Debug");

        Assert.Contains("Answered GET /told", service.Output, StringComparison.Ordinal);
    }

    private static async Task<AppHostProcess> AnsweredAsync(string variable, params string[] args)
    {
        var service = AppHostProcess.Start(
            "PingService",
            new Dictionary<string, string> { [variable] = "simple", ["ASPNETCORE_URLS"] = "http://127.0.0.1:0" },
            ["--contentRoot", Path.Combine(Repository.Root, "PingService"), .. args]);
        await service.SeesLineAsync("Now listening on");
        using var client = new HttpClient();
        await client.GetStringAsync(new Uri($"{Address().Match(service.Output).Value}/told"), TestContext.Current.CancellationToken);
        Signals.Send(service.Id, Signals.Terminate);
        await service.ExitCodeAsync();
        return service;
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+")]
    private static partial Regex Address();
}
