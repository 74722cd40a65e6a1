using EdgeProxy.Hosting.Kubernetes.Output;

namespace EdgeProxy.Hosting.Kubernetes.Tests;

/// <summary>Compares published files with those that are kept beside the tests. <c>UPDATE_GOLDEN=1</c> writes them anew.</summary>
internal static class GoldenFiles
{
    public static void Match(string name, IReadOnlyList<PublishedFile> files)
    {
        var folder = SourceFolder.Path($"Golden/{name}");
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
            Update(folder, files);
        var kept = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .ToDictionary(file => Path.GetRelativePath(folder, file).Replace('\\', '/'), File.ReadAllText);
        Assert.Equal(kept.Keys.Order(StringComparer.Ordinal), files.Select(file => file.Path).Order(StringComparer.Ordinal));
        foreach (var file in files)
            Assert.Equal(kept[file.Path], file.Text);
    }

    private static void Update(string folder, IReadOnlyList<PublishedFile> files)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        foreach (var file in files)
        {
            var path = Path.Combine(folder, file.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, file.Text);
        }
    }
}
