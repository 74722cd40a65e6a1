using System.Diagnostics;
using System.Globalization;

namespace EdgeProxy.Hosting.Rebuilding;

/// <summary>
/// A folder for each rebuild, in the project's <c>obj/rebuilds</c>, named after the AppHost's process. It lives as long as a replica runs from
/// it; what a killed AppHost has left is taken away by the next one.
/// </summary>
internal sealed class RebuildFolders
{
    private readonly HashSet<string> _folders = [];
    private int _count;

    /// <summary>A new folder for a project.</summary>
    public string Next(string projectDirectory)
    {
        var parent = Path.Combine(projectDirectory, "obj", "rebuilds");
        RemoveOrphans(parent);
        var folder = Path.Combine(parent, string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId}-{++_count}"));
        Directory.CreateDirectory(folder);
        _folders.Add(folder);
        return folder;
    }

    /// <summary>Takes a folder away that nothing runs from any more.</summary>
    public void Remove(string? folder)
    {
        if (folder is not null && _folders.Remove(folder))
            Delete(folder);
    }

    /// <summary>Takes all of them away.</summary>
    public void RemoveAll()
    {
        foreach (var folder in _folders)
            Delete(folder);
        _folders.Clear();
    }

    private static void RemoveOrphans(string parent)
    {
        if (!Directory.Exists(parent))
            return;
        foreach (var folder in Directory.EnumerateDirectories(parent))
        {
            var owner = Path.GetFileName(folder).Split('-')[0];
            if (int.TryParse(owner, CultureInfo.InvariantCulture, out var processId) && !IsAlive(processId))
                Delete(folder);
        }
    }

    private static bool IsAlive(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static void Delete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Somebody, a debugger perhaps, still has a file of it: the next AppHost takes it away.
        }
    }
}
