using EdgeProxy.TestKit;

namespace EdgeProxy.AppHost.Tests.EmbeddedEngine.Resources;

/// <summary>Values come from the configuration into the processes, and secrets are seen nowhere else.</summary>
public sealed class WhenAnApplicationHasParameters
{
    private const string Scenarios = "tests/EdgeProxy.Scenarios.AppHost";
    private const string Secret = "s3cret&value";

    private static readonly Dictionary<string, string> Environment = new() { ["Parameters__api_key"] = Secret };

    [Fact]
    public async Task AllThatAreMissingAreToldInOneMessageBeforeAnythingStarts()
    {
        await using var appHost = AppHostProcess.Start(Scenarios, "--isolated", "--Scenario:Name=parameters");

        Assert.Equal(1, await appHost.ExitCodeAsync());
        Assert.Contains("AppHost: 2 parameters have no value: 'api-key', 'greeting'.", appHost.Output, StringComparison.Ordinal);
        Assert.Contains("dotnet user-secrets set Parameters:api-key VALUE", appHost.Output, StringComparison.Ordinal);
        Assert.Contains("Parameters__api_key=VALUE", appHost.Output, StringComparison.Ordinal);
        Assert.Contains("--Parameters:greeting=VALUE", appHost.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Running, process", appHost.Output, StringComparison.Ordinal);
        Assert.Empty(appHost.Alive);
    }

    [Theory]
    [InlineData("/env/KEY", Secret)]
    [InlineData("/env/GREETING", "hello world")]
    [InlineData("/env/LINK", "http://localhost/?key=s3cret%26value&text=hello world")]
    [InlineData("/env/ConnectionStrings__store", $"Host=store;Password={Secret}")]
    [InlineData("/env/ConnectionStrings__given", "")]
    [InlineData("/args", "--greeting hello world")]
    public async Task ValuesReachTheProcess(string path, string expected)
    {
        await using var appHost = await StartAsync();
        using var client = new HttpClient { BaseAddress = appHost.AddressOf("reader") };

        Assert.Equal(expected, await client.GetStringAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("KEY", "The value of KEY is ***.")]
    [InlineData("ConnectionStrings__store", "The value of ConnectionStrings__store is Host=store;Password=***.")]
    [InlineData("LINK", "The value of LINK is http://localhost/?key=***&text=hello world.")]
    public async Task ASecretThatAProcessWritesIsMasked(string variable, string line)
    {
        await using var appHost = await StartAsync();
        using var client = new HttpClient { BaseAddress = appHost.AddressOf("reader") };

        await client.GetStringAsync(new Uri($"/say/{variable}", UriKind.Relative), TestContext.Current.CancellationToken);

        await appHost.SeesLineAsync(line);
        Assert.DoesNotContain(Secret, appHost.Output, StringComparison.Ordinal);
    }

    private static async Task<AppHostProcess> StartAsync()
    {
        var appHost = AppHostProcess.Start(Scenarios, Environment, "--isolated", "--Scenario:Name=parameters", "--Parameters:greeting=hello world");
        await appHost.SeesLineAsync("Everything is healthy");
        return appHost;
    }
}
