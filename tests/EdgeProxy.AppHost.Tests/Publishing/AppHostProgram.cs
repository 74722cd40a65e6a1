using System.Diagnostics;
using EdgeProxy.TestKit;

namespace EdgeProxy.AppHost.Tests.Publishing;

/// <summary>The built AppHost, run as a program.</summary>
internal static class AppHostProgram
{
    private static string Assembly => Path.Combine(Repository.Root, "EdgeProxy.AppHost", "bin", Repository.Configuration, "net10.0", "EdgeProxy.AppHost.dll");

    /// <summary>Publishes into <paramref name="folder"/>.</summary>
    public static async Task<(int ExitCode, string Output, string Errors)> PublishAsync(string folder, CancellationToken cancellationToken, params string[] args)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var arg in (string[])[Assembly, "--operation", "publish", "--output-path", folder, .. args])
            start.ArgumentList.Add(arg);
        using var process = Process.Start(start)!;
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return (process.ExitCode, await output, await errors);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }
}
