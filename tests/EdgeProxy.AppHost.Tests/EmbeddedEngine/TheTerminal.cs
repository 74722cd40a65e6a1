using EdgeProxy.TestKit;

namespace EdgeProxy.AppHost.Tests.EmbeddedEngine;

/// <summary>What a person types at the AppHost's terminal. script(1) is the terminal.</summary>
public sealed class TheTerminal
{
    [Fact]
    public async Task TakesCommandsOneALine()
    {
        var script = RequiredTool.Find("script", "bsdutils");
        var program = Path.Combine(Repository.OutputOf("tests/EdgeProxy.Scenarios.AppHost"), "EdgeProxy.Scenarios.AppHost");
        await using var appHost = AppHostProcess.StartOnTerminal(script, $"{program} --isolated");
        await appHost.SeesLineAsync("Type 'rebuild NAME'");

        await appHost.TypeAsync("rebiuld service");
        await appHost.SeesLineAsync("'rebiuld' is no command. Did you mean 'rebuild'?");
        await appHost.TypeAsync("r servce");
        await appHost.SeesLineAsync("There is no resource 'servce'. Did you mean 'service'?");
        await appHost.TypeAsync("help");
        await appHost.SeesLineAsync("build the project, then restart its replicas one after another");
        await appHost.SeesLineAsync("healthy, ");
        await appHost.TypeAsync("stop service");
        await appHost.SeesLineAsync("Exited, exit code 0, after");
    }

    [Fact]
    public async Task IsNotReadWhereThereIsNone()
    {
        await using var appHost = AppHostProcess.Start("tests/EdgeProxy.Scenarios.AppHost", "--isolated");

        await appHost.SeesLineAsync("Distributed application started.");

        Assert.DoesNotContain("Type 'rebuild NAME'", appHost.Output, StringComparison.Ordinal);
    }
}
