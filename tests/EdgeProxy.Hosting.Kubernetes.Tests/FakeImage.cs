using System.Formats.Tar;
using System.Text;

namespace EdgeProxy.Hosting.Kubernetes.Tests;

/// <summary>An archive of an image as the .NET SDK writes it: the time of the build is in its labels and in its files' times.</summary>
internal static class FakeImage
{
    /// <summary>Writes an image whose program has the bytes of <paramref name="program"/>.</summary>
    public static async Task WriteAsync(string path, string program, string built, CancellationToken cancellationToken)
    {
        using var layer = new MemoryStream();
        await using (var writer = new TarWriter(layer, leaveOpen: true))
            await writer.WriteEntryAsync(Entry("app/PingService.dll", program, DateTimeOffset.UnixEpoch.AddSeconds(built.Length)), cancellationToken);
        layer.Position = 0;
        await using var file = File.Create(path);
        await using var archive = new TarWriter(file);
        var config = $$$"""
            {"config":{"Entrypoint":["dotnet","/app/PingService.dll"],"User":"1654","Labels":{"org.opencontainers.image.created":"{{{built}}}"}},"created":"{{{built}}}","rootfs":{"type":"layers","diff_ids":["sha256:base","sha256:{{{built}}}"]}}
            """;
        await archive.WriteEntryAsync(Entry($"{built}.json", config), cancellationToken);
        await archive.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, $"{built}/layer.tar") { DataStream = layer }, cancellationToken);
        await archive.WriteEntryAsync(Entry("manifest.json", $$"""[{"Config":"{{built}}.json","RepoTags":["ping-svc:dev"],"Layers":["base/layer.tar","{{built}}/layer.tar"]}]"""), cancellationToken);
    }

    private static PaxTarEntry Entry(string name, string text, DateTimeOffset? time = null) =>
        new(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)), ModificationTime = time ?? DateTimeOffset.UnixEpoch };
}
