using System.Diagnostics;

namespace EdgeProxy.TestKit;

/// <summary>Sends signals as a person at a shell does.</summary>
public static class Signals
{
    /// <summary>Ends a process at once.</summary>
    public const string Kill = "KILL";

    /// <summary>Asks a process to end.</summary>
    public const string Terminate = "TERM";

    /// <summary>What Ctrl+C sends.</summary>
    public const string Interrupt = "INT";

    /// <summary>Halts a process: its sockets still accept, but nothing answers.</summary>
    public const string Stop = "STOP";

    /// <summary>Lets a halted process go on.</summary>
    public const string Continue = "CONT";

    /// <summary>Sends one.</summary>
    /// <param name="processId">To whom.</param>
    /// <param name="signal">One of the names here.</param>
    public static void Send(int processId, string signal)
    {
        using var kill = Process.Start(new ProcessStartInfo("/bin/kill", [$"-{signal}", $"{processId}"]) { RedirectStandardError = true })!;
        kill.WaitForExit();
    }
}
