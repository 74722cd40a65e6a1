namespace EdgeProxy.Hosting.Processes;


internal static class Executable
{
    /// <summary>The full path of a program on the PATH; null where it is not there.</summary>
    public static string? Find(string name)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
    }
}
