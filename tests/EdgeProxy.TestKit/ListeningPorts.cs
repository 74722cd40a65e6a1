using System.Globalization;

namespace EdgeProxy.TestKit;

/// <summary>The TCP ports that a process listens on (Linux).</summary>
public static class ListeningPorts
{
    private const string Listening = "0A";

    /// <summary>Reads them.</summary>
    /// <param name="processId">The process.</param>
    public static IReadOnlySet<int> Of(int processId)
    {
        var sockets = new DirectoryInfo($"/proc/{processId}/fd").EnumerateFileSystemInfos().Select(handle => handle.LinkTarget).ToHashSet();
        return new[] { "tcp", "tcp6" }
            .SelectMany(table => File.ReadLines($"/proc/{processId}/net/{table}").Skip(1))
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(fields => fields[3] == Listening && sockets.Contains($"socket:[{fields[9]}]"))
            .Select(fields => int.Parse(fields[1].Split(':')[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture))
            .ToHashSet();
    }
}
