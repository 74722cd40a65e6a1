using System.Diagnostics;
using EdgeProxy.TestKit;

namespace EdgeProxy.Hosting.Kubernetes.Tests.AppHost;

/// <summary>This repository's built AppHost, run as a program.</summary>
internal static class AppHostProgram
{
    private static string Assembly => Path.Combine(Repository.OutputOf("EdgeProxy.AppHost"), "EdgeProxy.AppHost.dll");

    /// <summary>Publishes into <paramref name="folder"/> without the Aspire CLI.</summary>
    public static Task<Result> PublishAsync(string folder, CancellationToken cancellationToken, params string[] args) =>
        RunAsync([Assembly, "--operation", "publish", "--step", "publish", "--output-path", folder, .. args], [], cancellationToken);

    /// <summary>Runs a command of the Aspire CLI, which is one of this repository's tools.</summary>
    public static Task<Result> AspireAsync(string command, string folder, CancellationToken cancellationToken, params string[] args) => RunAsync(
        [
            "aspire", command, "--project", Path.Combine(Repository.Root, "EdgeProxy.AppHost", "EdgeProxy.AppHost.csproj"), "--no-build",
            "--non-interactive", "--output-path", folder, .. args,
        ],
        [("DOTNET_CLI_TELEMETRY_OPTOUT", "1"), ("ASPIRE_CLI_TELEMETRY_OPTOUT", "1"), ("NO_COLOR", "1")],
        cancellationToken);

    /// <summary>Runs the AppHost with <paramref name="args"/>.</summary>
    public static Task<Result> RunAsync(CancellationToken cancellationToken, params string[] args) => RunAsync([Assembly, .. args], [], cancellationToken);

    /// <summary>Runs dotnet with <paramref name="args"/>, and <paramref name="environment"/> beside this process's own.</summary>
    public static async Task<Result> RunAsync(string[] args, (string Name, string Value)[] environment, CancellationToken cancellationToken)
    {
        // No terminal: whoever asked a question would wait for ever.
        var start = new ProcessStartInfo("dotnet") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Repository.Root };
        foreach (var arg in args)
            start.ArgumentList.Add(arg);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        try
        {
            process.StandardInput.Close();
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return new Result(process.ExitCode, await output, await errors);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    /// <summary>How a program ended.</summary>
    internal sealed record Result(int ExitCode, string Output, string Errors)
    {
        /// <summary>Fails the test, with what the program printed, where it failed.</summary>
        public Result Succeeded()
        {
            Assert.True(ExitCode == 0, $"exit code {ExitCode}:\n{Output}{Errors}");
            return this;
        }
    }
}
