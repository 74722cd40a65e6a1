using System.Diagnostics;

namespace EdgeProxy.Hosting.Kubernetes.Tests.Containers;

/// <summary>Runs a program to its end.</summary>
internal static class Command
{
    /// <summary>What it printed; a failure of the test when it failed.</summary>
    public static async Task<string> RunAsync(string program, IEnumerable<string> args, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var arg in args)
            start.ArgumentList.Add(arg);
        using var process = Process.Start(start)!;
        try
        {
            process.StandardInput.Close();
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return process.ExitCode == 0
                ? (await output).Trim()
                : throw new InvalidOperationException($"'{program} {string.Join(' ', start.ArgumentList)}' failed with exit code {process.ExitCode}:\n{await errors}{await output}");
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    /// <summary>What it printed, line by line.</summary>
    public static async Task<string[]> LinesAsync(string program, IEnumerable<string> args, CancellationToken cancellationToken) =>
        (await RunAsync(program, args, cancellationToken)).Split('\n');
}
