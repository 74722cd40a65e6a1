using System.Formats.Tar;
using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace EdgeProxy.Hosting.Kubernetes.Deploying;

/// <summary>
/// A checksum of what an image does: the files of its last layer, the layers below, the program and its environment. The digest of an image will
/// not do, since the .NET SDK writes the time of the build into it: every deployment would restart everything.
/// </summary>
internal static class ImageChecksum
{
    // Descriptions are small; layers are not read as text.
    private const int MaxTextBytes = 1 << 20;

    // What a container runs by; the labels hold the time of the build.
    private static readonly string[] RelevantSettings = ["Cmd", "Entrypoint", "Env", "ExposedPorts", "User", "WorkingDir"];

    /// <summary>
    /// The checksum (<c>sha256:...</c>) of an archive as the .NET SDK writes it: in Docker's format, or as an OCI image layout where it has several platforms.
    /// </summary>
    /// <exception cref="InvalidDataException">It is no such archive.</exception>
    public static async Task<string> OfArchiveAsync(string path, CancellationToken cancellationToken)
    {
        var texts = await ReadTextsAsync(path, cancellationToken);
        var text = new StringBuilder();
        foreach (var (config, layer) in Images(path, texts))
        {
            text.Append(CultureInfo.InvariantCulture, $"{config["os"]}/{config["architecture"]}\n");
            foreach (var setting in RelevantSettings)
                text.Append(setting).Append('=').Append(config["config"]?[setting]?.ToJsonString()).Append('\n');
            foreach (var below in config["rootfs"]!["diff_ids"]!.AsArray().SkipLast(1))
                text.Append(below).Append('\n');
            foreach (var file in await HashFilesAsync(path, layer, cancellationToken))
                text.Append(file).Append('\n');
        }

        return $"sha256:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))}";
    }

    // The configuration of each image in the archive, and the entry with its last layer.
    private static IEnumerable<(JsonNode Config, string Layer)> Images(string path, Dictionary<string, string> texts)
    {
        if (texts.TryGetValue("manifest.json", out var docker) && JsonNode.Parse(docker) is JsonArray { Count: 1 } images)
            return [(JsonNode.Parse(texts[$"{images[0]!["Config"]}"])!, $"{images[0]!["Layers"]!.AsArray()[^1]}")];
        if (texts.TryGetValue("index.json", out var oci))
            return OciImages(JsonNode.Parse(oci)!, texts);
        throw new InvalidDataException($"'{path}' is not the archive of an image: it has neither a manifest.json nor an index.json.");
    }

    // An index names manifests, and other indexes.
    private static IEnumerable<(JsonNode Config, string Layer)> OciImages(JsonNode node, Dictionary<string, string> texts) => node["manifests"] is JsonArray manifests
        ? manifests.SelectMany(manifest => OciImages(JsonNode.Parse(texts[Blob(manifest!)])!, texts))
        : [(JsonNode.Parse(texts[Blob(node["config"]!)])!, Blob(node["layers"]!.AsArray()[^1]!))];

    private static string Blob(JsonNode descriptor) => $"blobs/{$"{descriptor["digest"]}".Replace(':', '/')}";

    private static async Task<Dictionary<string, string>> ReadTextsAsync(string path, CancellationToken cancellationToken)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        await using var archive = Open(path);
        await using var reader = new TarReader(archive);
        while (await reader.GetNextEntryAsync(cancellationToken: cancellationToken) is { } entry)
        {
            if (entry.DataStream is not { Length: < MaxTextBytes } content || content.ReadByte() is var first && first is not ('{' or '['))
                continue;
            using var text = new StreamReader(content);
            texts[entry.Name] = (char)first + await text.ReadToEndAsync(cancellationToken);
        }

        return texts;
    }

    private static async Task<SortedSet<string>> HashFilesAsync(string path, string layer, CancellationToken cancellationToken)
    {
        var files = new SortedSet<string>(StringComparer.Ordinal);
        await using var archive = Open(path);
        await using var reader = new TarReader(archive);
        while (await reader.GetNextEntryAsync(cancellationToken: cancellationToken) is { } entry)
        {
            if (entry.Name != layer || entry.DataStream is not { } content)
                continue;
            using var copy = new MemoryStream();
            await content.CopyToAsync(copy, cancellationToken);
            copy.Position = 0;
            var isCompressed = copy.ReadByte() == 0x1f && copy.ReadByte() == 0x8b;
            copy.Position = 0;
            await using var layerReader = new TarReader(isCompressed ? new GZipStream(copy, CompressionMode.Decompress) : copy);
            while (await layerReader.GetNextEntryAsync(cancellationToken: cancellationToken) is { } file)
                files.Add($"{file.Name} {file.EntryType} {file.Mode} {file.LinkName} {(file.DataStream is { } data ? Convert.ToHexStringLower(await SHA256.HashDataAsync(data, cancellationToken)) : "")}");
        }

        return files;
    }

    private static Stream Open(string path)
    {
        var file = File.OpenRead(path);
        var isCompressed = file.ReadByte() == 0x1f && file.ReadByte() == 0x8b;
        file.Position = 0;
        return isCompressed ? new GZipStream(file, CompressionMode.Decompress) : file;
    }
}
