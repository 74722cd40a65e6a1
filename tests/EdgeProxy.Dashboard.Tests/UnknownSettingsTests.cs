using Microsoft.Extensions.Configuration;

namespace EdgeProxy.Dashboard.Tests;

public sealed class UnknownSettingsTests
{
    [Fact]
    public void AreThoseThatNothingReads()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Dashboard:Otlp:AuthMode"] = "ApiKey",
            ["Dashboard:Otlp:Cors:AllowedOrigins"] = "http://localhost:5173",
            ["Dashboard:TelemetryLimits:MaxTraceCont"] = "5",
            ["Dashboard:UI:DisableResourceGraph"] = "true",
            // The AppHost's, inherited.
            ["Dashboard:Enabled"] = "true",
            ["Other:Key"] = "5",
        }).Build();

        Assert.Equal(
            [("Dashboard:TelemetryLimits:MaxTraceCont", " Did you mean 'Dashboard:TelemetryLimits:MaxTraceCount'?"), ("Dashboard:UI:DisableResourceGraph", "")],
            UnknownSettings.In(configuration));
    }
}
