using System.Globalization;

namespace EdgeProxy.Hosting.Ports;


/// <summary>Names the process that listens on a port, where the system tells (Linux, and only processes that the user may see).</summary>
internal static class PortHolder
{
    private const string ListenState = "0A";

    /// <summary>Linux keeps that many characters of a command's name.</summary>
    private const int CommandNameLimit = 15;

    /// <summary><c> by 'NAME' (process 123)</c>, or nothing where it cannot be known.</summary>
    public static string Describe(int port)
    {
        if (!OperatingSystem.IsLinux())
            return "";
        var inodes = Inodes("/proc/net/tcp", port).Concat(Inodes("/proc/net/tcp6", port)).Select(inode => $"socket:[{inode}]").ToHashSet();
        if (inodes.Count == 0)
            return "";
        foreach (var process in Directory.EnumerateDirectories("/proc").Where(folder => int.TryParse(Path.GetFileName(folder), out _)))
        {
            if (Holds(process, inodes))
                return $" by '{CommandName(process)}' (process {Path.GetFileName(process)})";
        }

        return " by a process of another user";
    }

    private static IEnumerable<string> Inodes(string file, int port)
    {
        if (!File.Exists(file))
            yield break;
        foreach (var line in File.ReadLines(file).Skip(1))
        {
            var columns = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var localPort = int.Parse(columns[1][(columns[1].LastIndexOf(':') + 1)..], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            if (localPort == port && columns[3] == ListenState)
                yield return columns[9];
        }
    }

    private static bool Holds(string process, HashSet<string> inodes)
    {
        try
        {
            return new DirectoryInfo(Path.Combine(process, "fd")).EnumerateFileSystemInfos().Any(file => file.LinkTarget is { } target && inodes.Contains(target));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It ended meanwhile, or is another user's.
            return false;
        }
    }

    private static string CommandName(string process)
    {
        try
        {
            var name = File.ReadAllText(Path.Combine(process, "comm")).Trim();
            if (name.Length < CommandNameLimit)
                return name;
            var program = Path.GetFileName(File.ReadAllText(Path.Combine(process, "cmdline")).Split('\0')[0]);
            return program.StartsWith(name, StringComparison.Ordinal) ? program : name;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "?";
        }
    }
}
