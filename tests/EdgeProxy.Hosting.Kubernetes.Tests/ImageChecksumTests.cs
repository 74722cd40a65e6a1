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

    /// <summary>An image of several platforms is an OCI image layout.</summary>
    [Fact]
    public async Task Checksum_OfSeveralPlatforms_ChangesWithTheProgramOfEach()
    {
        var first = await PlatformsAsync("monday", "program", "program");

        Assert.Equal(first, await PlatformsAsync("tuesday", "program", "program"));
        Assert.NotEqual(first, await PlatformsAsync("monday", "program", "changed"));
        Assert.NotEqual(first, await PlatformsAsync("monday", "changed", "program"));
    }

    [Fact]
    public async Task Checksum_OfAFileThatIsNoImage_Fails()
    {
        var path = Path.Combine(_folder.FullName, "empty.tar");
        await File.WriteAllBytesAsync(path, new byte[1024], TestContext.Current.CancellationToken);

        await Assert.ThrowsAsync<InvalidDataException>(() => ImageChecksum.OfArchiveAsync(path, TestContext.Current.CancellationToken));
    }

    private async Task<string> PlatformsAsync(string built, params string[] programs)
    {
        var path = Path.Combine(_folder.FullName, $"{built}-{string.Join('-', programs)}.tar");
        await FakeImage.WritePlatformsAsync(path, programs, built, TestContext.Current.CancellationToken);
        return await ImageChecksum.OfArchiveAsync(path, TestContext.Current.CancellationToken);
    }

    private async Task<string> ChecksumAsync(string program, string built)
    {
        var path = Path.Combine(_folder.FullName, $"{program}-{built}.tar");
        await FakeImage.WriteAsync(path, program, built, TestContext.Current.CancellationToken);
        return await ImageChecksum.OfArchiveAsync(path, TestContext.Current.CancellationToken);
    }
}
