using EdgeProxy.Hosting.Processes;

namespace EdgeProxy.Hosting.Running;


/// <summary>
/// Sees a parent <c>dotnet run</c> (or <c>dotnet watch</c>) die, even by SIGKILL, so that the AppHost ends with it. A shell may end: whoever
/// starts an AppHost with <c>nohup</c> means it to stay.
/// </summary>
internal sealed class ParentWatch : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(250);

    private readonly Timer? _timer;

    private ParentWatch(Timer? timer) => _timer = timer;

    public static ParentWatch Start(Action parentEnded)
    {
        if (OperatingSystem.IsWindows())
            return new ParentWatch(null);
        var parent = NativeMethods.GetParentProcessId();
        if (!IsDotnet(parent))
            return new ParentWatch(null);
        return new ParentWatch(new Timer(_ => EndWith(parent, parentEnded), null, Period, Period));
    }

    public void Dispose() => _timer?.Dispose();

    private static void EndWith(int parent, Action parentEnded)
    {
        // An orphan is handed to another process at once: the number changes, however the parent ended.
        if (NativeMethods.GetParentProcessId() != parent)
            parentEnded();
    }

    private static bool IsDotnet(int processId)
    {
        try
        {
            using var process = System.Diagnostics.Process.GetProcessById(processId);
            return process.ProcessName == "dotnet";
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
