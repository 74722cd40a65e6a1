namespace EdgeProxy.Hosting.Planning.Launches;

/// <summary>Finds a program as a shell does: a name on the PATH, anything else as a path.</summary>
internal static class CommandLookup
{
    /// <summary>The full path of <paramref name="command"/>; null where it is not there.</summary>
    public static string? Find(string command, string workingDirectory)
    {
        if (command.AsSpan().ContainsAny('/', Path.DirectorySeparatorChar))
            return Candidates(Path.GetFullPath(Path.Combine(workingDirectory, command))).FirstOrDefault(IsProgram);
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return folders.SelectMany(folder => Candidates(Path.Combine(folder, command))).FirstOrDefault(IsProgram);
    }

    private static IEnumerable<string> Candidates(string path) =>
        OperatingSystem.IsWindows() && !Path.HasExtension(path) ? [path + ".exe", path + ".cmd", path + ".bat"] : [path];

    private static bool IsProgram(string path) =>
        File.Exists(path)
        && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0);
}
