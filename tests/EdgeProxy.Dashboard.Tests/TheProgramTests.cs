using System.Diagnostics;
using EdgeProxy.Dashboard.Tests.Browser;

namespace EdgeProxy.Dashboard.Tests;

/// <summary>The program itself, started with settings that it cannot use.</summary>
public sealed class TheProgramTests
{
    [Theory]
    [InlineData("ASPNETCORE_URLS", "http://0.0.0.0:18888", "ASPNETCORE_URLS is 'http://0.0.0.0:18888'")]
    [InlineData("ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL", "nowhere", "ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL")]
    [InlineData("Dashboard__Otlp__AuthMode", "Foo", "'Dashboard:Otlp:AuthMode'")]
    [InlineData("Dashboard__TelemetryLimits__MaxTraceCount", "-1", "MaxTraceCount")]
    public async Task EndsWithOneSentenceForAWrongSetting(string name, string value, string expected)
    {
        var (exitCode, output, errors) = await RunAsync([], (name, value));

        Assert.Equal(1, exitCode);
        Assert.StartsWith("dashboard: ", errors, StringComparison.Ordinal);
        Assert.Contains(expected, errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output + errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EndsWithOneSentenceForAnArgumentThatItDoesNotKnow()
    {
        var (exitCode, output, errors) = await RunAsync(["--Dashboard:TelemetryLimits:MaxTraceCont", "5"]);

        Assert.Equal(1, exitCode);
        Assert.StartsWith("dashboard: '--Dashboard:TelemetryLimits:MaxTraceCont' is not known. Did you mean '--Dashboard:TelemetryLimits:MaxTraceCount'?", errors, StringComparison.Ordinal);
        Assert.Single(errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Empty(output);
    }

    [Fact]
    public async Task StartsWithAWarningForAVariableThatItDoesNotKnow()
    {
        await using var dashboard = await DashboardProcess.StartAsync(("Dashboard__Frontend__BrowserTokn", "long-enough-for-a-token"));

        var output = string.Join('\n', dashboard.Output());
        Assert.Contains("'Dashboard:Frontend:BrowserTokn' is no setting of this dashboard and changes nothing. Did you mean 'Dashboard:Frontend:BrowserToken'?", output, StringComparison.Ordinal);
        Assert.DoesNotContain("long-enough-for-a-token", output, StringComparison.Ordinal);
    }

    private static async Task<(int ExitCode, string Output, string Errors)> RunAsync(string[] args, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Usage).Assembly.Location, .. args])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = AppContext.BaseDirectory,
            Environment = { ["ASPNETCORE_URLS"] = "http://127.0.0.1:0" },
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        try
        {
            var cancellation = TestContext.Current.CancellationToken;
            var output = process.StandardOutput.ReadToEndAsync(cancellation);
            var errors = process.StandardError.ReadToEndAsync(cancellation);
            await process.WaitForExitAsync(cancellation).WaitAsync(TimeSpan.FromSeconds(30), cancellation);
            return (process.ExitCode, await output, await errors);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }
}
