using EdgeProxy.Hosting.Kubernetes.Output;

namespace EdgeProxy.Hosting.Kubernetes.Tests;

/// <summary>Published files on disk, for as long as a test runs.</summary>
internal sealed class PublishedFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("published-");

    public string Chart => Path.Combine(_folder.FullName, "chart");

    public string Manifests => Path.Combine(_folder.FullName, "manifests");

    public static async Task<PublishedFolder> CreateAsync(IReadOnlyList<PublishedFile> files, CancellationToken cancellationToken)
    {
        var folder = new PublishedFolder();
        await new OutputFolder(folder._folder.FullName).WriteAsync(files, cancellationToken);
        return folder;
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
