namespace EdgeProxy.Dashboard.Tests;

public sealed class DashboardArgumentsTests
{
    [Theory]
    [InlineData("--urls", "http://localhost:5000")]
    [InlineData("--urls=http://localhost:5000")]
    [InlineData("--dashboard:otlp:cors:allowedorigins", "http://localhost:5173")]
    [InlineData("--Dashboard:ResourceFeed:MaxConsoleLines=500", "--Logging:LogLevel:Default", "Debug")]
    [InlineData("--ASPIRE_DASHBOARD_UNSECURED_ALLOW_ANONYMOUS=true")]
    public void TakesWhatItKnows(params string[] args) => DashboardArguments.Require(args);

    [Theory]
    [InlineData("--prot=5", "'--prot' is not known. Allowed: urls, ")]
    [InlineData("--url=5", "'--url' is not known. Did you mean '--urls'?")]
    [InlineData("--Dashboard:Otlp:PrimaryApiKy=k", "Did you mean '--Dashboard:Otlp:PrimaryApiKey'?")]
    [InlineData("--Dashboard:MaxLogCount=5", "Did you mean '--Dashboard:TelemetryLimits:MaxLogCount'?")]
    [InlineData("--Dashboard__Otlp__AuthMode=ApiKey", "Did you mean '--Dashboard:Otlp:AuthMode'?")]
    [InlineData("--Otlp:Something=5", "'--Otlp:Something' is not known. Allowed: ")]
    [InlineData("--ASPNETCORE_URLS=http://localhost:5000", "on the command line it is '--urls'")]
    [InlineData("--urls", "'--urls' has no value")]
    [InlineData("5000", "'5000' is no argument")]
    public void RefusesTheRestAndSaysWhatMayHaveBeenMeant(string argument, string expected)
    {
        var refusal = Assert.Throws<DashboardSettingException>(() => DashboardArguments.Require([argument]));

        Assert.Contains(expected, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NamesEveryFaultOnALineOfItsOwn()
    {
        var refusal = Assert.Throws<DashboardSettingException>(() => DashboardArguments.Require(["--prot", "5", "more"]));

        Assert.Equal(2, refusal.Message.Split(Environment.NewLine).Length);
    }
}
