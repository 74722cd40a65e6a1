using System.Runtime.InteropServices;

namespace EdgeProxy.Hosting.Processes;


/// <summary>What POSIX has and .NET does not.</summary>
internal static partial class NativeMethods
{
    public const int SignalTerminate = 15;
    public const int SignalKill = 9;

    /// <summary>getppid(2).</summary>
    [LibraryImport("libc", EntryPoint = "getppid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int GetParentProcessId();

    /// <summary>kill(2): a negative number means the whole process group.</summary>
    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Kill(int processId, int signal);
}
