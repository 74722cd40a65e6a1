using System.Diagnostics;

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
        var start = new ProcessStartInfo("dotnet", [typeof(Usage).Assembly.Location])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = AppContext.BaseDirectory,
            Environment = { ["ASPNETCORE_URLS"] = "http://127.0.0.1:0", [name] = value },
        };
        using var process = Process.Start(start)!;
        try
        {
            var cancellation = TestContext.Current.CancellationToken;
            var output = process.StandardOutput.ReadToEndAsync(cancellation);
            var errors = process.StandardError.ReadToEndAsync(cancellation);
            await process.WaitForExitAsync(cancellation).WaitAsync(TimeSpan.FromSeconds(30), cancellation);

            Assert.Equal(1, process.ExitCode);
            Assert.StartsWith("dashboard: ", await errors, StringComparison.Ordinal);
            Assert.Contains(expected, await errors, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", await output + await errors, StringComparison.Ordinal);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }
}
