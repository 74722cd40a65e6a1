using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using Aspire.Hosting;
using Microsoft.Extensions.Logging;

namespace EdgeProxy.Hosting.Kubernetes.Deploying;

/// <summary>Runs the programs that a deployment is made with, and ends them with it.</summary>
/// <param name="logger">Where the commands are logged.</param>
/// <param name="searchPath">The folders where programs are looked for, as PATH has them.</param>
internal sealed partial class ExternalTools(ILogger logger, string searchPath)
{
    // Helm writes down that its release failed when it gets SIGTERM; killed, it leaves a release that is 'pending' for ever.
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(20);

    private const int SigTerm = 15;

    /// <summary>Finds <paramref name="tool"/>.</summary>
    /// <returns>Its path.</returns>
    /// <exception cref="DistributedApplicationException">It is not on the PATH.</exception>
    public string Find(string tool)
    {
        foreach (var folder in searchPath.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
        {
            foreach (var extension in OperatingSystem.IsWindows() ? [".exe", ".cmd"] : new[] { "" })
            {
                var path = Path.Combine(folder, tool + extension);
                if (File.Exists(path))
                    return path;
            }
        }

        throw new DistributedApplicationException($"'{tool}' is not on the PATH. Install it ({Homepage(tool)}), or add its folder to the PATH.");
    }

    /// <summary>Runs <paramref name="tool"/> and logs the command.</summary>
    /// <returns>What it printed.</returns>
    /// <exception cref="DistributedApplicationException">It is missing, or it failed; the message has its output.</exception>
    public async Task<string> RunAsync(string tool, IReadOnlyList<string> args, CancellationToken cancellationToken, string? input = null)
    {
        var command = CommandLine(tool, args);
        LogCommand(command);
        var result = await TryAsync(tool, args, cancellationToken, input);
        return result.Succeeded ? result.Output : throw new DistributedApplicationException($"'{command}' failed with exit code {result.ExitCode}:\n{result.Error}");
    }

    /// <summary>Runs <paramref name="tool"/> for what it prints.</summary>
    /// <exception cref="DistributedApplicationException">It is missing.</exception>
    public async Task<ToolResult> TryAsync(string tool, IReadOnlyList<string> args, CancellationToken cancellationToken, string? input = null)
    {
        using var process = new Process { StartInfo = StartInfo(tool, args) };
        process.Start();
        try
        {
            var standardOutput = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var standardError = process.StandardError.ReadToEndAsync(cancellationToken);
            await WriteAsync(process, input, cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return new ToolResult(process.ExitCode, (await standardOutput).Trim(), (await standardError).Trim());
        }
        finally
        {
            if (!process.HasExited)
                await StopAsync(process);
        }
    }

    private static async Task WriteAsync(Process process, string? input, CancellationToken cancellationToken)
    {
        try
        {
            await process.StandardInput.WriteAsync(input.AsMemory(), cancellationToken);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without reading all of it; its exit code says why.
        }
    }

    private async Task StopAsync(Process process)
    {
        LogStop(process.StartInfo.FileName);
        if (!OperatingSystem.IsWindows())
        {
            _ = Kill(process.Id, SigTerm);
            using var timeout = new CancellationTokenSource(StopTimeout);
            try
            {
                await process.WaitForExitAsync(timeout.Token);
                return;
            }
            catch (OperationCanceledException)
            {
                // It is killed below.
            }
        }

        process.Kill(entireProcessTree: true);
    }

    /// <summary>A command as a shell takes it.</summary>
    private static string CommandLine(string tool, IReadOnlyList<string> args) =>
        $"{tool} {string.Join(' ', args.Select(arg => arg.All(character => char.IsAsciiLetterOrDigit(character) || "-_./:=@,+%{}[]".Contains(character, StringComparison.Ordinal)) ? arg : $"'{arg.Replace("'", "'\\''", StringComparison.Ordinal)}'"))}";

    private ProcessStartInfo StartInfo(string tool, IReadOnlyList<string> args)
    {
        var start = new ProcessStartInfo(Find(tool))
        {
            RedirectStandardError = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardOutputEncoding = Encoding.UTF8,
            UseShellExecute = false,
        };
        foreach (var arg in args)
            start.ArgumentList.Add(arg);
        return start;
    }

    private static string Homepage(string tool) => tool switch
    {
        "dotnet" => "https://dot.net",
        "helm" => "https://helm.sh",
        "k3d" => "https://k3d.io",
        "kind" => "https://kind.sigs.k8s.io",
        "minikube" => "https://minikube.sigs.k8s.io",
        _ => "https://kubernetes.io/docs/tasks/tools",
    };

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);

    [LoggerMessage(Level = LogLevel.Information, Message = "> {Command}")]
    private partial void LogCommand(string command);

    [LoggerMessage(Level = LogLevel.Information, Message = "Waiting for {Program} to end")]
    private partial void LogStop(string program);
}
