using EdgeProxy.Hosting.CommandLine;
using Microsoft.Extensions.Logging;

namespace EdgeProxy.Hosting.Tests.CommandLine;


public sealed class AppHostArgumentsParserTests
{
    [Fact]
    public void NoArgumentsMeanARun()
    {
        var arguments = AppHostArgumentsParser.Parse([]);

        Assert.Equal(DistributedApplicationOperation.Run, arguments.Operation);
        Assert.Empty(arguments.Faults);
    }

    [Fact]
    public void WhatAspiresCliPassesIsUnderstood()
    {
        var arguments = AppHostArgumentsParser.Parse(
            ["--operation", "publish", "--step", "deploy", "--output-path", "out dir", "--environment", "Staging", "--log-level", "debug"]);

        Assert.Empty(arguments.Faults);
        Assert.Equal(DistributedApplicationOperation.Publish, arguments.Operation);
        Assert.Equal("deploy", arguments.Step);
        Assert.Equal("out dir", arguments.OutputPath);
        Assert.Equal("Staging", arguments.EnvironmentName);
        Assert.Equal(LogLevel.Debug, arguments.LogLevel);
    }

    [Fact]
    public void ValuesMayFollowAnEqualsSign() => Assert.Equal("a=b", AppHostArgumentsParser.Parse(["--operation=publish", "--output-path=a=b"]).OutputPath);

    [Theory]
    [InlineData("--output-path", "k8s")]
    [InlineData("--profile", "seed")]
    [InlineData("--step", "deploy")]
    public void AnArgumentOfAPublishIsRefusedWithoutThePublish(string name, string value)
    {
        var fault = Assert.Single(AppHostArgumentsParser.Parse([name, value]).Faults);

        Assert.Equal($"The argument '{name}' is of a publish. Write '--operation publish' before it.", fault);
    }

    [Fact]
    public void NamesWithAColonAreConfiguration()
    {
        var arguments = AppHostArgumentsParser.Parse(["--Dashboard:Enabled=false", "--Section:Key", "value"]);

        Assert.Empty(arguments.Faults);
        Assert.Equal("false", arguments.Configuration["Dashboard:Enabled"]);
        Assert.Equal("value", arguments.Configuration["section:key"]);
    }

    [Theory]
    [InlineData("--ouput-path", "--output-path")]
    [InlineData("--output", "--output-path")]
    [InlineData("--env", "--environment")]
    public void AnUnknownArgumentIsRefusedWithTheNearestKnownOne(string written, string meant)
    {
        var fault = Assert.Single(AppHostArgumentsParser.Parse([written, "x"]).Faults);

        Assert.Contains($"Did you mean '{meant}'?", fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--scenario")]
    [InlineData("publish")]
    public void NothingIsSuggestedForWhatIsLikeNoArgument(string argument)
    {
        var fault = Assert.Single(AppHostArgumentsParser.Parse([argument]).Faults);

        Assert.Contains($"'{argument}' is not known. Configuration is given as", fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--operation", "deploy", "'run', 'publish'")]
    [InlineData("--step", "build", "'publish', 'deploy', 'destroy'")]
    [InlineData("--log-level", "loud", "'Trace'")]
    public void AValueOutOfRangeIsRefusedWithTheAllowedOnes(string name, string value, string allowed)
    {
        var fault = Assert.Single(AppHostArgumentsParser.Parse([name, value]).Faults);

        Assert.Contains($"'{name}' is '{value}'", fault, StringComparison.Ordinal);
        Assert.Contains(allowed, fault, StringComparison.Ordinal);
    }

    [Fact]
    public void EveryFaultIsTold() => Assert.Equal(3, AppHostArgumentsParser.Parse(["--a", "--step", "x", "--operation", "y"]).Faults.Count);

    [Fact]
    public void AMissingValueIsAFault() => Assert.Contains("has no value", Assert.Single(AppHostArgumentsParser.Parse(["--output-path"]).Faults), StringComparison.Ordinal);
}
