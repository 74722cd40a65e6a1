using System.Diagnostics;
using System.Text;
using Aspire.Hosting;
using Microsoft.Extensions.Logging;

namespace EdgeProxy.Hosting.Kubernetes.Deploying;

/// <summary>Runs the programs that a deployment is made with, and ends them with it.</summary>
/// <param name="logger">Where the commands are logged.</param>
/// <param name="searchPath">The folders where programs are looked for, as PATH has them.</param>
internal sealed partial class ExternalTools(ILogger logger, string searchPath)
{
    /// <summary>Where <paramref name="tool"/> is.</summary>
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

    /// <summary>Runs <paramref name="tool"/> and tells so.</summary>
    /// <exception cref="DistributedApplicationException">It is missing, or it failed; the message has what it said.</exception>
    public async Task RunAsync(string tool, IReadOnlyList<string> args, CancellationToken cancellationToken, string? input = null)
    {
        var command = $"{tool} {string.Join(' ', args)}";
        LogCommand(command);
        var result = await TryAsync(tool, args, cancellationToken, input);
        if (!result.Succeeded)
            throw new DistributedApplicationException($"'{command}' failed with exit code {result.ExitCode}:\n{result.Error}");
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
            await process.StandardInput.WriteAsync(input.AsMemory(), cancellationToken);
            process.StandardInput.Close();
            await process.WaitForExitAsync(cancellationToken);
            return new ToolResult(process.ExitCode, (await standardOutput).Trim(), (await standardError).Trim());
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "> {Command}")]
    private partial void LogCommand(string command);

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
}
