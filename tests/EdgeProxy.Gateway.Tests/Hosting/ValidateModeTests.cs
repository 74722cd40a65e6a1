using System.Diagnostics;
using EdgeProxy.Gateway.Hosting;
using EdgeProxy.Gateway.Tests.Configuration.Envoy;
using EdgeProxy.Gateway.Tests.Support;

namespace EdgeProxy.Gateway.Tests.Hosting;

/// <summary><c>--mode validate</c> of the program itself.</summary>
public sealed class ValidateModeTests
{
    [Fact]
    public async Task EndsWithZeroForAGoodFile()
    {
        var (code, output, errors) = await RunAsync("--envoy-config", EnvoyFile.Path("edge.yaml"), "--mode", "validate");
        Assert.Equal((0, ""), (code, errors));
        Assert.Contains("edge.yaml' OK: 1 virtual host(s), 3 route(s), 2 cluster(s), 1 warning(s)", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EndsWithOneForABadFileAndNamesEveryError()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(
            file,
            EnvoyFile.Text("edge.yaml").Replace("type: STRICT_DNS", "type: EDS", StringComparison.Ordinal),
            TestContext.Current.CancellationToken);
        var (code, _, errors) = await RunAsync("--envoy-config", file, "--mode", "validate");
        File.Delete(file);
        Assert.Equal(1, code);
        Assert.Contains($"{file}:30:11 static_resources.clusters[0].type: 'EDS' is not supported", errors, StringComparison.Ordinal);
        Assert.Contains($"{file}:44:11 static_resources.clusters[1].type: 'EDS' is not supported", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ChecksTheSettingsWhereNoFileIsNamed()
    {
        var (code, output, _) = await RunAsync("--mode", "validate");
        Assert.Equal(0, code);
        Assert.Contains("3 route(s), 2 cluster(s)", output, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        var program = typeof(GatewayHost).Assembly.Location;
        using var process = Process.Start(new ProcessStartInfo("dotnet", [program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = TestSettings.Folder,
        })!;
        var cancellation = TestContext.Current.CancellationToken;
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellation);
            var errors = process.StandardError.ReadToEndAsync(cancellation);
            await process.WaitForExitAsync(cancellation);
            return (process.ExitCode, await output, await errors);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }
}
