using System.Diagnostics;
using System.Text.Json;
using Aspire.Hosting.ApplicationModel;

namespace EdgeProxy.Hosting.Discovery;

/// <summary>
/// The files that list the hosts of each edge, <c>{"services":{"ping-svc":{"http":["http://127.0.0.1:41234"]}}}</c>: configuration that the gateway reloads. They are in a folder
/// that only this user can read, and gone when the application has stopped.
/// </summary>
internal sealed class ReplicaFiles : IDisposable
{
    private const string FolderPrefix = "edgeproxy-replicas-";

    private readonly Dictionary<string, (string Path, IReadOnlyList<IResourceWithEndpoints> Services)> _files = [];
    private string? _folder;

    /// <summary>All services that some edge references.</summary>
    public IReadOnlySet<IResource> Services => _files.Values.SelectMany(file => file.Services).ToHashSet<IResource>();

    /// <summary>Creates the file of an edge, with no host for any service.</summary>
    /// <returns>The file's path.</returns>
    public async Task<string> AddAsync(IResource edge, IReadOnlyList<IResourceWithEndpoints> services, CancellationToken cancellationToken)
    {
        _folder ??= CreateFolder();
        var path = Path.Combine(_folder, $"{edge.Name}.json");
        _files[edge.Name] = (path, services);
        await WriteAsync(path, services, [], cancellationToken);
        return path;
    }

    /// <summary>Writes the files of all edges.</summary>
    /// <param name="replicas">The addresses that accept connections.</param>
    /// <param name="cancellationToken">Cancels the writing; a file is replaced whole or not at all.</param>
    public async Task WriteAsync(IReadOnlyCollection<ReplicaAddress> replicas, CancellationToken cancellationToken)
    {
        foreach (var (path, services) in _files.Values)
            await WriteAsync(path, services, replicas, cancellationToken);
    }

    public void Dispose()
    {
        if (_folder is not null)
            TryDelete(_folder);
    }

    private static async Task WriteAsync(
        string path, IReadOnlyList<IResourceWithEndpoints> services, IReadOnlyCollection<ReplicaAddress> replicas, CancellationToken cancellationToken)
    {
        var addresses = services.ToDictionary(
            service => service.Name,
            service => ReplicaVariable.HttpEndpoints(service).ToDictionary(
                endpoint => endpoint.EndpointName,
                endpoint => replicas.Where(replica => replica.Resource == service && replica.Endpoint == endpoint.EndpointName)
                    .OrderBy(replica => replica.ResourceId, StringComparer.Ordinal)
                    .Select(replica => replica.Address.GetLeftPart(UriPartial.Authority))));
        var written = path + ".new";
        await File.WriteAllTextAsync(written, JsonSerializer.Serialize(new { services = addresses }), cancellationToken);
        File.Move(written, path, overwrite: true);
    }

    private static string CreateFolder()
    {
        DeleteAbandoned();
        return Directory.CreateTempSubdirectory($"{FolderPrefix}{Environment.ProcessId}-").FullName;
    }

    /// <summary>An AppHost that was killed could not delete its folder.</summary>
    private static void DeleteAbandoned()
    {
        foreach (var folder in Directory.EnumerateDirectories(Path.GetTempPath(), FolderPrefix + "*"))
        {
            if (int.TryParse(Path.GetFileName(folder)[FolderPrefix.Length..].Split('-')[0], out var process) && !IsRunning(process))
                TryDelete(folder);
        }
    }

    private static bool IsRunning(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static void TryDelete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // Another user's, or in use: the next start tries again.
        }
    }
}
