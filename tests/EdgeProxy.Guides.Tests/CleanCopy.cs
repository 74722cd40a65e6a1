namespace EdgeProxy.Guides.Tests;

/// <summary>
/// The repository's files as they are now, in a folder of their own whose name has spaces, with nothing built. The large projects are compiled there without analyzers, which ran when
/// the repository itself was built: that halves the time, and no guide changes those projects.
/// </summary>
internal sealed class CleanCopy : IDisposable
{
    private static readonly string[] Skipped = ["bin", "obj", ".git", "artifacts", "node_modules", "TestResults", ".vs", ".idea"];

    private static readonly string[] LargeProjects = ["EdgeProxy.Gateway", "EdgeProxy.Hosting", "EdgeProxy.Hosting.Kubernetes", "EdgeProxy.ServiceDefaults"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("edgeproxy clean copy ");

    public CleanCopy()
    {
        Copy(new DirectoryInfo(Original), Root);
        foreach (var project in LargeProjects)
        {
            File.WriteAllText(Path.Combine(Root, project, "Directory.Build.props"), """
                <Project>
                  <Import Project="../Directory.Build.props" />
                  <PropertyGroup>
                    <RunAnalyzers>false</RunAnalyzers>
                  </PropertyGroup>
                </Project>
                """);
        }
    }

    /// <summary>The checkout that these tests were built from.</summary>
    public static string Original { get; } = FindOriginal();

    public string Root => _folder.FullName;

    public void Dispose() => _folder.Delete(recursive: true);

    private static void Copy(DirectoryInfo from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in from.EnumerateFiles().Where(file => !Skipped.Contains(file.Name)))
            file.CopyTo(Path.Combine(to, file.Name));
        foreach (var folder in from.EnumerateDirectories().Where(folder => !Skipped.Contains(folder.Name)))
            Copy(folder, Path.Combine(to, folder.Name));
    }

    private static string FindOriginal()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "EdgeProxy.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException("EdgeProxy.sln is in none of the folders above the tests.");
    }
}
