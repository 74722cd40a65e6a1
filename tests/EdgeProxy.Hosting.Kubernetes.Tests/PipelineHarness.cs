using EdgeProxy.Hosting.Kubernetes.Pipeline;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EdgeProxy.Hosting.Kubernetes.Tests;

/// <summary>Runs genuine Aspire's pipeline in this process, with <see cref="FakeTools"/> in place of a cluster.</summary>
internal sealed class PipelineHarness : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pipeline-");

    public FakeTools Tools { get; } = new();

    public string Folder => _folder.FullName;

    /// <summary>The folder that is published to, which is not there yet.</summary>
    public string Target => Path.Combine(_folder.FullName, "k8s");

    public void Dispose()
    {
        _folder.Delete(recursive: true);
        Tools.Dispose();
    }

    /// <summary>Runs <paramref name="step"/>; <paramref name="settings"/> are pairs below <c>Publish</c> with spaces between them.</summary>
    public async Task<Result> RunAsync(string? step, string settings = "", Func<string[], IDistributedApplicationBuilder>? application = null, CancellationToken? cancellationToken = null)
    {
        string[] args =
        [
            "--output-path", Target, $"--PATH={Tools.Path}",
            .. step is null ? Array.Empty<string>() : ["--step", step],
            .. SampleApplication.Parse(settings).Select(setting => $"--Publish:{setting.Key}={setting.Value}"),
        ];
        var builder = (application ?? (one => SampleApplication.Builder(one)))(args);
        using var log = new CollectedLog();
        var exitCode = 0;
        builder.Services.AddSingleton(new ProcessExit(code => exitCode = code));
        builder.Services.AddLogging(logging => logging.ClearProviders().AddProvider(log).AddFilter<CollectedLog>(_ => true));
        await using (var app = builder.Build())
            await app.RunAsync(cancellationToken ?? TestContext.Current.CancellationToken);
        return new Result(
            exitCode,
            string.Concat(log.Entries.Where(entry => entry.Level == LogLevel.Information).Select(entry => entry.Message + "\n")),
            string.Join('\n', log.Entries.Where(entry => entry.Category == typeof(PipelineExitCode).FullName).Select(entry => entry.Message)));
    }

    /// <summary>How a run ended.</summary>
    /// <param name="ExitCode">The exit code of the AppHost.</param>
    /// <param name="Output">What it logged as information.</param>
    /// <param name="Error">The message of its failure.</param>
    internal sealed record Result(int ExitCode, string Output, string Error)
    {
        /// <summary>Fails the test where the run failed.</summary>
        public Result Succeeded()
        {
            Assert.Equal("", Error);
            Assert.Equal(0, ExitCode);
            return this;
        }

        /// <summary>The message of the failure; fails the test where the run succeeded.</summary>
        public string Failed()
        {
            Assert.NotEqual(0, ExitCode);
            Assert.NotEqual("", Error);
            return Error;
        }
    }
}
