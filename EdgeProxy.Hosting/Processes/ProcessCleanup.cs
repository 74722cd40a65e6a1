using System.Diagnostics;

namespace EdgeProxy.Hosting.Processes;

/// <summary>Runs what ends the rest of a process that has ended. It never throws: the rest may be gone already.</summary>
internal static class ProcessCleanup
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    public static async Task RunAsync(IReadOnlyList<string> commandLine)
    {
        using var process = new Process { StartInfo = ChildStartInfo.Create([.. ChildStartInfo.NewSession(), .. commandLine]) };
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            process.Start();
            process.StandardInput.Close();
            await Task.WhenAll(process.StandardOutput.ReadToEndAsync(limit.Token), process.StandardError.ReadToEndAsync(limit.Token), process.WaitForExitAsync(limit.Token));
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // The program is gone since it was found. The next run of the AppHost removes what is left.
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
        }
    }
}
