using EdgeProxy.Gateway.Tests.Support;
using EdgeProxy.TestKit;

namespace EdgeProxy.Gateway.Tests.Hosting;

/// <summary>A settings file that is no JSON.</summary>
public sealed class InvalidConfigurationFileTests : IDisposable
{
    private const string Good = """
        { "Logging": { "LogLevel": { "Default": "Information" } },
          "ReverseProxy": { "Routes": { "all": { "DirectResponse": { "Status": 200 } } } } }
        """;

    private const string Broken = """
        {
          "ReverseProxy": nothing
        }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task EndsTheStartWithItsLineAndColumn()
    {
        await WriteAsync(Broken);
        await using var gateway = new GatewayProcess { Folder = _folder };

        Assert.Equal(1, await gateway.RunToEndAsync());
        Assert.Contains("appsettings.json(2,20): this is no JSON: ", gateway.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", gateway.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task IsRejectedByAReloadUntilItIsFixed()
    {
        await WriteAsync(Good);
        await using var gateway = new GatewayProcess { Folder = _folder };
        await gateway.StartAsync();

        await WriteAsync(Broken);
        await Eventually.HoldsAsync(
            "a refusal that names the line", () => gateway.Output.Contains("appsettings.json(2,20): this is no JSON: ", StringComparison.Ordinal));
        await WriteAsync(Good);
        await Eventually.HoldsAsync(
            "the log of the fixed file", () => gateway.Output.Contains("The configuration is valid again", StringComparison.Ordinal));
    }

    /// <summary>Whole or not at all: half a file is another mistake.</summary>
    private async Task WriteAsync(string text)
    {
        var file = Path.Combine(_folder, "appsettings.json");
        await File.WriteAllTextAsync(file + ".new", text, TestContext.Current.CancellationToken);
        File.Move(file + ".new", file, overwrite: true);
    }
}
