using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;

namespace EdgeProxy.Hosting.Kubernetes.Tests.Containers;

/// <summary>
/// A base image of one layer, made of what this machine runs .NET with: the shared frameworks and the system libraries that they load.
/// It stands for Microsoft's: no shell, no tool, nothing that an image could lean on by accident.
/// </summary>
internal sealed class BaseImage
{
    public const string ManifestType = "application/vnd.docker.distribution.manifest.v2+json";
    public const string ConfigType = "application/vnd.docker.container.image.v1+json";
    public const string LayerType = "application/vnd.docker.image.rootfs.diff.tar.gzip";

    private const string DotnetRoot = "usr/share/dotnet";

    private static readonly string RuntimeFolder = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
    private static readonly string WebFolder = Path.GetDirectoryName(typeof(WebApplication).Assembly.Location)!;

    private BaseImage(byte[] layer, byte[] config, byte[] manifest)
    {
        Layer = layer;
        Config = config;
        Manifest = manifest;
    }

    public byte[] Layer { get; }

    public byte[] Config { get; }

    public byte[] Manifest { get; }

    public static string Digest(byte[] blob) => $"sha256:{Convert.ToHexStringLower(SHA256.HashData(blob))}";

    public static async Task<BaseImage> CreateAsync(CancellationToken cancellationToken)
    {
        using var tar = new MemoryStream();
        await using (var writer = new TarWriter(tar, TarEntryFormat.Pax, leaveOpen: true))
        {
            foreach (var (path, file) in await FilesAsync(cancellationToken))
                await writer.WriteEntryAsync(file, path, cancellationToken);
            await WriteTextAsync(writer, "etc/passwd", "root:x:0:0:root:/root:/sbin/nologin\napp:x:1654:1654::/home/app:/sbin/nologin\n", cancellationToken);
            await WriteTextAsync(writer, "etc/nsswitch.conf", "hosts: files dns\n", cancellationToken);
            await writer.WriteEntryAsync(new PaxTarEntry(TarEntryType.Directory, "tmp/") { Mode = (UnixFileMode)0b001_111_111_111 }, cancellationToken);
        }

        tar.Position = 0;
        var diffId = $"sha256:{Convert.ToHexStringLower(await SHA256.HashDataAsync(tar, cancellationToken))}";
        tar.Position = 0;
        using var layer = new MemoryStream();
        await using (var gzip = new GZipStream(layer, CompressionLevel.Fastest, leaveOpen: true))
            await tar.CopyToAsync(gzip, cancellationToken);
        return Describe(layer.ToArray(), diffId);
    }

    // The environment is that of Microsoft's images, their port among it: the images on top have to get along with it.
    private static BaseImage Describe(byte[] layer, string diffId)
    {
        var config = Bytes(new JsonObject
        {
            ["architecture"] = "amd64",
            ["os"] = "linux",
            ["config"] = new JsonObject
            {
                ["Env"] = new JsonArray($"PATH=/{DotnetRoot}", "APP_UID=1654", "ASPNETCORE_HTTP_PORTS=8080"),
            },
            ["rootfs"] = new JsonObject { ["type"] = "layers", ["diff_ids"] = new JsonArray(diffId) },
            ["history"] = new JsonArray(new JsonObject { ["created_by"] = "tests" }),
        });
        var manifest = Bytes(new JsonObject
        {
            ["schemaVersion"] = 2,
            ["mediaType"] = ManifestType,
            ["config"] = Descriptor(ConfigType, config),
            ["layers"] = new JsonArray(Descriptor(LayerType, layer)),
        });
        return new BaseImage(layer, config, manifest);
    }

    private static JsonObject Descriptor(string mediaType, byte[] blob) =>
        new() { ["mediaType"] = mediaType, ["size"] = blob.Length, ["digest"] = Digest(blob) };

    private static byte[] Bytes(JsonObject json) => Encoding.UTF8.GetBytes(json.ToJsonString());

    private static async Task<SortedDictionary<string, string>> FilesAsync(CancellationToken cancellationToken)
    {
        var root = Path.GetFullPath(Path.Combine(RuntimeFolder, "..", "..", ".."));
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal) { [$"{DotnetRoot}/dotnet"] = Path.Combine(root, "dotnet") };
        foreach (var folder in new[] { Path.Combine(root, "host"), RuntimeFolder, WebFolder })
        {
            foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
                files[$"{DotnetRoot}/{Path.GetRelativePath(root, file)}"] = file;
        }

        foreach (var library in await LibrariesAsync(cancellationToken))
            files[library.TrimStart('/')] = File.ResolveLinkTarget(library, returnFinalTarget: true)?.FullName ?? library;
        return files;
    }

    // What the runtime's own libraries are linked to, and OpenSSL, which they load by name.
    private static async Task<IEnumerable<string>> LibrariesAsync(CancellationToken cancellationToken)
    {
        var native = Directory.EnumerateFiles(RuntimeFolder, "*.so");
        var linked = await Command.LinesAsync("ldd", native, cancellationToken);
        var known = await Command.LinesAsync("/sbin/ldconfig", ["-p"], cancellationToken);
        return linked.Concat(known.Where(line => line.Contains("libssl.so.3 ", StringComparison.Ordinal) || line.Contains("libcrypto.so.3 ", StringComparison.Ordinal)))
            .SelectMany(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            .Where(word => word.StartsWith('/') && !word.EndsWith(':') && File.Exists(word) && !word.StartsWith(RuntimeFolder, StringComparison.Ordinal))
            .Distinct(StringComparer.Ordinal);
    }

    private static async Task WriteTextAsync(TarWriter writer, string path, string text, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(text));
        await writer.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, path) { DataStream = content }, cancellationToken);
    }
}
