using EdgeProxy.Hosting.Kubernetes.Deploying;

namespace EdgeProxy.Hosting.Kubernetes.Tests;

public sealed class ImageChecksumTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("image-checksum-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Checksum_OfTheSameProgramBuiltTwice_IsTheSame() =>
        Assert.Equal(await ChecksumAsync("program", "monday"), await ChecksumAsync("program", "tuesday"));

    [Fact]
    public async Task Checksum_OfAnotherProgram_IsAnother() =>
        Assert.NotEqual(await ChecksumAsync("program", "monday"), await ChecksumAsync("changed", "monday"));

    [Fact]
    public async Task Checksum_OfAFileThatIsNoImage_Fails()
    {
        var path = Path.Combine(_folder.FullName, "empty.tar");
        await File.WriteAllBytesAsync(path, new byte[1024], TestContext.Current.CancellationToken);

        await Assert.ThrowsAsync<InvalidDataException>(() => ImageChecksum.OfArchiveAsync(path, TestContext.Current.CancellationToken));
    }

    private async Task<string> ChecksumAsync(string program, string built)
    {
        var path = Path.Combine(_folder.FullName, $"{program}-{built}.tar");
        await FakeImage.WriteAsync(path, program, built, TestContext.Current.CancellationToken);
        return await ImageChecksum.OfArchiveAsync(path, TestContext.Current.CancellationToken);
    }
}
