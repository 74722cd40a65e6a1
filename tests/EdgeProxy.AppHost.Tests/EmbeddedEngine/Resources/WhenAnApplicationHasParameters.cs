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
    [InlineData("greting", "Did you mean 'greeting'? Declared with AddParameter: 'api-key', 'greeting'.")]
    [InlineData("other", "does not have. Declared with AddParameter: 'api-key', 'greeting'.")]
    public async Task AnArgumentForOneThatIsNotDeclaredIsRefused(string name, string told)
    {
        await using var appHost = AppHostProcess.Start(Scenarios, Environment, "--isolated", "--Scenario:Name=parameters", "--Parameters:Greeting=hello world", $"--Parameters:{name}=hello");

        Assert.Equal(2, await appHost.ExitCodeAsync());
        Assert.Contains($"The argument '--Parameters:{name}' gives a parameter that the application does not have", appHost.Output, StringComparison.Ordinal);
        Assert.Contains(told, appHost.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnArgumentOfATestForOneThatIsNotDeclaredIsRefused()
    {
        var exception = await Assert.ThrowsAsync<ArgumentException>(() => DistributedApplicationTestingBuilder.CreateAsync<Projects.EdgeProxy_Scenarios_AppHost>(
            ["--Scenario:Name=parameters", "--Parameters:greting=hello"], TestContext.Current.CancellationToken));

        Assert.Contains("Did you mean 'greeting'?", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AVariableThatResemblesOneWithoutAValueIsTold()
    {
        var environment = new Dictionary<string, string>(Environment) { ["Parameters__greting"] = "hello", ["Parameters__api_key2"] = "old", ["Parameters__other"] = "of another application" };
        await using var appHost = AppHostProcess.Start(Scenarios, environment, "--isolated", "--Scenario:Name=parameters");

        Assert.Equal(1, await appHost.ExitCodeAsync());
        Assert.Contains("AppHost: warning: The configuration has 'Parameters:greting', and the application no parameter of that name. Did you mean 'greeting'?", appHost.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("api_key2", appHost.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("other", appHost.Output, StringComparison.Ordinal);
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
    [InlineData("Development", 0)]
    [InlineData("Production", 1)]
    public async Task UserSecretsCountInDevelopment(string environment, int missing)
    {
        var home = Directory.CreateTempSubdirectory("edgeproxy-secrets-");
        try
        {
            // Where APPDATA is set, the user secrets of .NET are below it on every system.
            var file = Path.Combine(home.FullName, "Microsoft", "UserSecrets", "edgeproxy-scenarios", "secrets.json");
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await File.WriteAllTextAsync(file, $$"""{ "Parameters:api-key": "{{Secret}}" }""", TestContext.Current.CancellationToken);
            var variables = new Dictionary<string, string> { ["APPDATA"] = home.FullName };
            await using var appHost = AppHostProcess.Start(Scenarios, variables, "--isolated", "--environment", environment, "--Scenario:Name=parameters", "--Parameters:greeting=hello world");

            if (missing > 0)
            {
                Assert.Equal(1, await appHost.ExitCodeAsync());
                Assert.Contains("The parameter 'api-key' has no value.", appHost.Output, StringComparison.Ordinal);
                return;
            }

            await appHost.SeesLineAsync("Everything is healthy");
            using var client = new HttpClient { BaseAddress = appHost.AddressOf("reader") };
            Assert.Equal(Secret, await client.GetStringAsync(new Uri("/env/KEY", UriKind.Relative), TestContext.Current.CancellationToken));
            Assert.DoesNotContain(Secret, appHost.Output, StringComparison.Ordinal);
        }
        finally
        {
            home.Delete(recursive: true);
        }
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
