using System.ComponentModel;
using System.Diagnostics;
using Microsoft.Extensions.Configuration;

/// <summary>
/// Whether containers can be started here. Aspire finds out by itself, half a minute into the start, and then says "unhealthy".
/// </summary>
internal static class ContainerEngine
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    /// <summary>Asks the engine for its state: the one that <c>ASPIRE_CONTAINER_RUNTIME</c> names, or Docker and then Podman.</summary>
    /// <param name="configuration">The AppHost's configuration.</param>
    /// <returns>Whether one answered within five seconds.</returns>
    public static async Task<bool> IsRunningAsync(IConfiguration configuration)
    {
        string[] programs = configuration["ASPIRE_CONTAINER_RUNTIME"] is { Length: > 0 } named ? [named] : ["docker", "podman"];
        foreach (var program in programs)
        {
            if (await AnswersAsync(program))
                return true;
        }

        return false;
    }

    /// <summary>Says on the console what is left out.</summary>
    /// <param name="consequence">What the application does instead.</param>
    public static void ReportMissing(string consequence) =>
#pragma warning disable RS0030 // Part of the entry point: there is no logger yet.
        Console.Error.WriteLine($"No container engine answers ('docker info', 'podman info'): {consequence}. Start Docker or Podman, and run this again, for the whole sample.");
#pragma warning restore RS0030

    private static async Task<bool> AnswersAsync(string program)
    {
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, "info") { RedirectStandardOutput = true, RedirectStandardError = true });
            if (process is null)
                return false;
            try
            {
                var output = process.StandardOutput.ReadToEndAsync(limit.Token);
                var errors = process.StandardError.ReadToEndAsync(limit.Token);
                await process.WaitForExitAsync(limit.Token);
                await Task.WhenAll(output, errors);
                return process.ExitCode == 0;
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                return false;
            }
        }
        catch (Win32Exception)
        {
            // It is not installed.
            return false;
        }
    }
}
