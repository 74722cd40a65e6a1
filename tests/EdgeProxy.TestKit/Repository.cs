namespace EdgeProxy.TestKit;

/// <summary>Where the repository that is under test lies, and what it was built as.</summary>
public static class Repository
{
    /// <summary>The folder of <c>EdgeProxy.sln</c>.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Debug or Release, as these tests were built.</summary>
    public static string Configuration { get; } = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    /// <summary>The folder of a project's output.</summary>
    /// <param name="project">The project's folder within the repository.</param>
    public static string OutputOf(string project) => Path.Combine(Root, project, "bin", Configuration, "net10.0");

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "EdgeProxy.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException("EdgeProxy.sln is in none of the folders above the tests.");
    }
}
