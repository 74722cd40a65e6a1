using System.Diagnostics;

namespace EdgeProxy.Hosting.Containers;

/// <summary>Runs a command of the container runtime to its end, which is a matter of a moment.</summary>
internal static class ContainerCommand
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    /// <summary>Runs it; it never throws for what the command does.</summary>
    public static async Task<ContainerCommandResult> RunAsync(IReadOnlyList<string> commandLine, CancellationToken cancellationToken)
    {
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo(commandLine[0], commandLine.Skip(1))
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                UseShellExecute = false,
            },
        };
        using var given = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        given.CancelAfter(Limit);
        try
        {
            process.Start();
            process.StandardInput.Close();
            var output = process.StandardOutput.ReadToEndAsync(given.Token);
            var errors = process.StandardError.ReadToEndAsync(given.Token);
            await process.WaitForExitAsync(given.Token);
            return new ContainerCommandResult(process.ExitCode == 0, (await output).Trim(), (await errors).Trim());
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            return new ContainerCommandResult(false, "", exception.Message);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            process.Kill(entireProcessTree: true);
            return new ContainerCommandResult(false, "", $"no answer within {Limit.TotalSeconds:0} s");
        }
    }
}
