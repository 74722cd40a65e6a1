using EdgeProxy.TestKit;

namespace EdgeProxy.Hosting.Kubernetes.Tests.AppHost;

/// <summary>A secret on its way from the configuration of the orders sample, whose database has a password, to a cluster.</summary>
public sealed class AppHostSecretTests : IDisposable
{
    private const string Secret = "planted-s3cret";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("apphost-secrets-");
    private readonly FakeTools _tools = new();

    private string Home => Path.Combine(_folder.FullName, "home");

    private string Target => Path.Combine(_folder.FullName, "k8s");

    private string Received => Path.Combine(_folder.FullName, "received");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _folder.Delete(recursive: true);
        _tools.Dispose();
    }

    /// <summary>Aspire's own pipeline would ask for it and keep it in plain text under ~/.aspire.</summary>
    [Theory]
    [InlineData("publish")]
    [InlineData("deploy")]
    public async Task Secret_IsInNoFileAndNoOutput(string step)
    {
        var run = (await RunAsync(step, [("Parameters__db_password", Secret)])).Succeeded();

        Assert.DoesNotContain(Secret, run.Output + run.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, string.Concat(_tools.Calls), StringComparison.Ordinal);
        Assert.DoesNotContain(Directory.EnumerateFiles(_folder.FullName, "*", SearchOption.AllDirectories), file => file != Received && File.ReadAllText(file).Contains(Secret, StringComparison.Ordinal));
        Assert.Equal(step == "deploy", File.Exists(Received) && (await File.ReadAllTextAsync(Received, Cancellation)).Contains(Secret, StringComparison.Ordinal));
    }

    /// <summary>Nobody is at the terminal: it must fail, and not wait for an answer.</summary>
    [Fact]
    public async Task Deploy_WithoutTheSecret_FailsWithTheWaysToGiveIt()
    {
        var run = await RunAsync("deploy", []);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("The parameter 'db-password' has no value. Give it one in one of these ways:", run.Output, StringComparison.Ordinal);
        Assert.Contains("Parameters__db_password=VALUE", run.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Target));
    }

    private Task<AppHostProgram.Result> RunAsync(string step, (string Name, string Value)[] environment)
    {
        Directory.CreateDirectory(Home);
        _tools.With("kubectl", "case $* in *current-context*) echo kind-a ;; 'get namespace'*|'get secret'*) exit 1 ;; esac; exit 0")
            .With("helm", $"[ \"$1\" = upgrade ] && cat > '{Received}'; exit 0");
        return AppHostProgram.RunAsync(
            [
                Path.Combine(Repository.Root, "samples", "orders", "Orders.AppHost", "bin", Repository.Configuration, "net10.0", "Orders.AppHost.dll"),
                "--operation", "publish", "--step", step, "--output-path", Target, $"--PATH={_tools.Path}", "--Publish:Deploy:BuildImages=false",
            ],
            [("HOME", Home), .. environment],
            Cancellation);
    }
}
