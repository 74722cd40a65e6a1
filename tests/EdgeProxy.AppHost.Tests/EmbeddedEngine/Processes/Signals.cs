using System.Diagnostics;

namespace EdgeProxy.AppHost.Tests.EmbeddedEngine.Processes;

/// <summary>Sends signals as a person at a shell does.</summary>
internal static class Signals
{
    public const string Kill = "KILL";
    public const string Terminate = "TERM";
    public const string Interrupt = "INT";

    public static void Send(int processId, string signal)
    {
        using var kill = Process.Start(new ProcessStartInfo("/bin/kill", [$"-{signal}", $"{processId}"]) { RedirectStandardError = true })!;
        kill.WaitForExit();
    }
}
