using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

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

    /// <summary>Writes an image with a platform for each of <paramref name="programs"/>, in the OCI image layout.</summary>
    public static async Task WritePlatformsAsync(string path, IReadOnlyList<string> programs, string built, CancellationToken cancellationToken)
    {
        await using var file = File.Create(path);
        await using var archive = new TarWriter(file);
        var manifests = new JsonArray();
        foreach (var (program, index) in programs.Select((program, index) => (program, index)))
        {
            using var layer = new MemoryStream();
            await using (var gzip = new GZipStream(layer, CompressionLevel.Fastest, leaveOpen: true))
            await using (var writer = new TarWriter(gzip, leaveOpen: true))
                await writer.WriteEntryAsync(Entry("app/PingService.dll", program, DateTimeOffset.UnixEpoch.AddSeconds(built.Length)), cancellationToken);
            var config = new JsonObject
            {
                ["os"] = "linux",
                ["architecture"] = index == 0 ? "amd64" : "arm64",
                ["created"] = built,
                ["config"] = new JsonObject { ["User"] = "1654", ["Labels"] = new JsonObject { ["created"] = built } },
                ["rootfs"] = new JsonObject { ["type"] = "layers", ["diff_ids"] = new JsonArray("sha256:base", $"sha256:{built}") },
            };
            manifests.Add(await BlobAsync(archive, Encoding.UTF8.GetBytes(new JsonObject
            {
                ["schemaVersion"] = 2,
                ["config"] = await BlobAsync(archive, Encoding.UTF8.GetBytes(config.ToJsonString()), cancellationToken),
                ["layers"] = new JsonArray(await BlobAsync(archive, layer.ToArray(), cancellationToken)),
            }.ToJsonString()), cancellationToken));
        }

        var all = await BlobAsync(archive, Encoding.UTF8.GetBytes(new JsonObject { ["schemaVersion"] = 2, ["manifests"] = manifests }.ToJsonString()), cancellationToken);
        await archive.WriteEntryAsync(Entry("oci-layout", """{"imageLayoutVersion":"1.0.0"}"""), cancellationToken);
        await archive.WriteEntryAsync(Entry("index.json", new JsonObject { ["schemaVersion"] = 2, ["manifests"] = new JsonArray(all) }.ToJsonString()), cancellationToken);
    }

    private static async Task<JsonObject> BlobAsync(TarWriter archive, byte[] content, CancellationToken cancellationToken)
    {
        var digest = Convert.ToHexStringLower(SHA256.HashData(content));
        await archive.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, $"blobs/sha256/{digest}") { DataStream = new MemoryStream(content) }, cancellationToken);
        return new JsonObject { ["digest"] = $"sha256:{digest}", ["size"] = content.Length };
    }

    private static PaxTarEntry Entry(string name, string text, DateTimeOffset? time = null) =>
        new(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)), ModificationTime = time ?? DateTimeOffset.UnixEpoch };
}
