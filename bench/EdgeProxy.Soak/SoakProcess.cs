using System.Globalization;

namespace EdgeProxy.Soak;

/// <summary>One of the system's processes, with what it uses.</summary>
/// <param name="Name">The replica, the dashboard or the AppHost.</param>
/// <param name="Id">The process.</param>
internal sealed record SoakProcess(string Name, int Id)
{
    /// <summary>What it uses now: resident memory in MB, threads, open sockets, and the other handles (files, pipes, events). Empty when it has just ended.</summary>
    public IReadOnlyList<(string What, double Value)> Usage()
    {
        try
        {
            var status = File.ReadAllLines($"/proc/{Id}/status");
            double Number(string key) => double.Parse(
                status.First(line => line.StartsWith(key, StringComparison.Ordinal)).Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
            var handles = new DirectoryInfo($"/proc/{Id}/fd").EnumerateFileSystemInfos().ToLookup(IsSocket);
            return [("memory MB", Number("VmRSS:") / 1024), ("threads", Number("Threads:")), ("sockets", handles[true].Count()), ("other handles", handles[false].Count())];
        }
        catch (Exception failure) when (failure is IOException or InvalidOperationException)
        {
            return [];
        }
    }

    /// <summary>By the link that the kernel shows; a handle that was closed meanwhile has none.</summary>
    private static bool IsSocket(FileSystemInfo handle) => handle.LinkTarget?.StartsWith("socket:", StringComparison.Ordinal) == true;
}
