using EdgeProxy.Hosting.Kubernetes.Output;

namespace EdgeProxy.Hosting.Kubernetes.Tests;

public sealed class OutputFolderTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("output-folder-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Write_KeepsFilesOfOthers()
    {
        await File.WriteAllTextAsync(In("notes.txt"), "mine", TestContext.Current.CancellationToken);

        await WriteAsync(("manifests/a.yaml", "1"));

        Assert.Equal("mine", await ReadAsync("notes.txt"));
        Assert.Equal("1", await ReadAsync("manifests/a.yaml"));
    }

    [Fact]
    public async Task Write_OverAFileOfOthers_FailsAndChangesNothing()
    {
        Directory.CreateDirectory(In("manifests"));
        await File.WriteAllTextAsync(In("manifests/a.yaml"), "mine", TestContext.Current.CancellationToken);

        var error = await Assert.ThrowsAsync<DistributedApplicationException>(() => WriteAsync(("manifests/a.yaml", "1"), ("manifests/b.yaml", "2")));

        Assert.Contains("'manifests/a.yaml'", error.Message, StringComparison.Ordinal);
        Assert.Equal("mine", await ReadAsync("manifests/a.yaml"));
        Assert.False(File.Exists(In("manifests/b.yaml")));
    }

    [Fact]
    public async Task Write_RemovesWhatIsNotPublishedAnyMore()
    {
        await WriteAsync(("manifests/a.yaml", "1"), ("chart/templates/b.yaml", "2"));

        await WriteAsync(("manifests/a.yaml", "3"));

        Assert.Equal("3", await ReadAsync("manifests/a.yaml"));
        Assert.False(Directory.Exists(In("chart")));
    }

    [Fact]
    public async Task Write_LeavesNoTemporaryFile()
    {
        await WriteAsync(("manifests/a.yaml", "1"));

        Assert.Equal([".published", "manifests"], _folder.EnumerateFileSystemInfos().Select(entry => entry.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Write_WithAForgedIndex_ChangesNothingOutside()
    {
        var outside = Path.Combine(_folder.Parent!.FullName, _folder.Name + "-outside.txt");
        await File.WriteAllTextAsync(outside, "mine", TestContext.Current.CancellationToken);
        try
        {
            await File.WriteAllTextAsync(In(".published"), $"../{Path.GetFileName(outside)}\n", TestContext.Current.CancellationToken);

            await WriteAsync(("manifests/a.yaml", "1"));

            Assert.True(File.Exists(outside));
        }
        finally
        {
            File.Delete(outside);
        }
    }

    [Fact]
    public async Task Write_ThatFails_ReportsOneMessage()
    {
        await File.WriteAllTextAsync(In("file"), "", TestContext.Current.CancellationToken);

        var error = await Assert.ThrowsAsync<DistributedApplicationException>(() =>
            new OutputFolder(In("file")).WriteAsync([new PublishedFile("a", "1")], TestContext.Current.CancellationToken));

        Assert.StartsWith($"The folder '{In("file")}' cannot be written: ", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("Choose another one with '--output-path'.", error.Message, StringComparison.Ordinal);
    }

    private string In(string path) => Path.Combine(_folder.FullName, path);

    private Task<string> ReadAsync(string path) => File.ReadAllTextAsync(In(path), TestContext.Current.CancellationToken);

    private Task WriteAsync(params (string Path, string Text)[] files) =>
        new OutputFolder(_folder.FullName).WriteAsync([.. files.Select(file => new PublishedFile(file.Path, file.Text))], TestContext.Current.CancellationToken);
}
