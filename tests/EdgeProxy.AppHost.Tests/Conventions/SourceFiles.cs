using EdgeProxy.TestKit;

namespace EdgeProxy.AppHost.Tests.Conventions;

/// <summary>The repository's own sources.</summary>
internal static class SourceFiles
{
    private static readonly string[] Skipped = ["bin", "obj", "node_modules", "artifacts", ".git", "TestResults"];

    public static string Root => Repository.Root;

    public static IEnumerable<string> All(string pattern) => Walk(new DirectoryInfo(Root), pattern).Select(file => Path.GetRelativePath(Root, file));

    private static IEnumerable<string> Walk(DirectoryInfo folder, string pattern) =>
        folder.EnumerateFiles(pattern).Select(file => file.FullName)
            .Concat(folder.EnumerateDirectories().Where(child => !Skipped.Contains(child.Name)).SelectMany(child => Walk(child, pattern)));
}
