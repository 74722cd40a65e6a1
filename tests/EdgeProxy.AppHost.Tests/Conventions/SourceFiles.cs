namespace EdgeProxy.AppHost.Tests.Conventions;

/// <summary>The repository's own sources.</summary>
internal static class SourceFiles
{
    private static readonly string[] Skipped = ["bin", "obj", "node_modules", "artifacts", ".git", "TestResults"];

    public static string Root { get; } = FindRoot();

    public static IEnumerable<string> All(string pattern) => Walk(new DirectoryInfo(Root), pattern).Select(file => Path.GetRelativePath(Root, file));

    private static IEnumerable<string> Walk(DirectoryInfo folder, string pattern) =>
        folder.EnumerateFiles(pattern).Select(file => file.FullName)
            .Concat(folder.EnumerateDirectories().Where(child => !Skipped.Contains(child.Name)).SelectMany(child => Walk(child, pattern)));

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
