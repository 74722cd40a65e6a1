using System.Runtime.InteropServices;

namespace EdgeProxy.Hosting.Commands;

/// <summary>The standard input as POSIX sees it: .NET's own console would take over the terminal's settings.</summary>
internal static partial class NativeTerminal
{
    private const int StandardInput = 0;
    private const short PollIn = 1;

    /// <summary>Whether something can be read now, or within some milliseconds.</summary>
    public static bool IsReadable(int milliseconds)
    {
        var input = new PollDescriptor { FileDescriptor = StandardInput, Events = PollIn };
        return Poll(ref input, 1, milliseconds) > 0;
    }

    /// <summary>Lets some time pass: a poll of nothing.</summary>
    public static void Pause(int milliseconds)
    {
        var nothing = new PollDescriptor { FileDescriptor = -1 };
        _ = Poll(ref nothing, 1, milliseconds);
    }

    /// <summary>Whether the terminal's keys are ours: a shell may have put this process into the background.</summary>
    public static bool IsInForeground() => GetForegroundGroup(StandardInput) == GetProcessGroup();

    /// <summary>Reads what is there; 0 at the end of the input.</summary>
    public static int Read(byte[] buffer) => (int)Read(StandardInput, buffer, (nuint)buffer.Length);

    [LibraryImport("libc", EntryPoint = "poll")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Poll(ref PollDescriptor descriptors, nuint count, int milliseconds);

    [LibraryImport("libc", EntryPoint = "tcgetpgrp")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int GetForegroundGroup(int fileDescriptor);

    [LibraryImport("libc", EntryPoint = "getpgrp")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int GetProcessGroup();

    [LibraryImport("libc", EntryPoint = "read")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint Read(int fileDescriptor, [Out] byte[] buffer, nuint count);

    /// <summary>struct pollfd.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct PollDescriptor
    {
        public int FileDescriptor;
        public short Events;
        public short ReturnedEvents;
    }
}
