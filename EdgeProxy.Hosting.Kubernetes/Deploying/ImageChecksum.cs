using System.Formats.Tar;
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
    // What a container runs by; the labels hold the time of the build.
    private static readonly string[] RelevantSettings = ["Cmd", "Entrypoint", "Env", "ExposedPorts", "User", "WorkingDir"];

    /// <summary>The checksum (<c>sha256:...</c>) of an archive in Docker's format, as the .NET SDK writes it.</summary>
    /// <exception cref="InvalidDataException">It is no such archive.</exception>
    public static async Task<string> OfArchiveAsync(string path, CancellationToken cancellationToken)
    {
        var files = await ReadTextsAsync(path, cancellationToken);
        if (!files.TryGetValue("manifest.json", out var index) || JsonNode.Parse(index) is not JsonArray { Count: 1 } images || images[0] is not JsonObject image)
            throw new InvalidDataException($"'{path}' is not the archive of an image: it has no manifest.json.");
        var config = JsonNode.Parse(files[$"{image["Config"]}"])!;
        var layers = image["Layers"]!.AsArray().Select(layer => $"{layer}").ToList();
        var text = new StringBuilder();
        foreach (var setting in RelevantSettings)
            text.Append(setting).Append('=').Append(config["config"]?[setting]?.ToJsonString()).Append('\n');
        foreach (var layer in config["rootfs"]!["diff_ids"]!.AsArray().SkipLast(1))
            text.Append(layer).Append('\n');
        foreach (var file in await HashFilesAsync(path, layers[^1], cancellationToken))
            text.Append(file).Append('\n');
        return $"sha256:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))}";
    }

    private static async Task<Dictionary<string, string>> ReadTextsAsync(string path, CancellationToken cancellationToken)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        await using var archive = Open(path);
        await using var reader = new TarReader(archive);
        while (await reader.GetNextEntryAsync(cancellationToken: cancellationToken) is { } entry)
        {
            if (entry.DataStream is not { } content || !entry.Name.EndsWith(".json", StringComparison.Ordinal))
                continue;
            using var text = new StreamReader(content);
            texts[entry.Name] = await text.ReadToEndAsync(cancellationToken);
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
