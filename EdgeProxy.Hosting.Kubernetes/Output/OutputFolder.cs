using System.Text;
using Aspire.Hosting;

namespace EdgeProxy.Hosting.Kubernetes.Output;

/// <summary>
/// Writes published files: all of them aside first, then each into its place. What was published before and is not any more goes; a file
/// that a publish did not write stays, and is never overwritten.
/// </summary>
internal sealed class OutputFolder(string path)
{
    // What is ours: the paths that the last publish wrote.
    private const string IndexName = ".published";

    private readonly string _root = Path.GetFullPath(path);

    /// <exception cref="DistributedApplicationException">It cannot be written. The folder is as it was.</exception>
    public async Task WriteAsync(IReadOnlyList<PublishedFile> files, CancellationToken cancellationToken)
    {
        var staging = Path.Combine(_root, $".publishing-{Guid.NewGuid():N}");
        try
        {
            Directory.CreateDirectory(_root);
            var owned = await ReadIndexAsync(cancellationToken);
            RefuseForeign(files, owned);
            foreach (var file in files)
                await WriteFileAsync(staging, file, cancellationToken);
            foreach (var file in files)
                MoveIntoPlace(staging, file.Path);
            foreach (var stale in owned.Except(files.Select(file => file.Path)))
                RemoveStale(stale);
            await WriteFileAsync(staging, new PublishedFile(IndexName, string.Concat(files.Select(file => file.Path).Order(StringComparer.Ordinal).Select(one => one + "\n"))), cancellationToken);
            MoveIntoPlace(staging, IndexName);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new DistributedApplicationException(
                $"The folder '{_root}' cannot be written: {exception.Message} Choose another one with '--output-path'.", exception);
        }
        finally
        {
            if (Directory.Exists(staging))
                Directory.Delete(staging, recursive: true);
        }
    }

    private async Task<HashSet<string>> ReadIndexAsync(CancellationToken cancellationToken)
    {
        var index = Path.Combine(_root, IndexName);
        var lines = File.Exists(index) ? await File.ReadAllLinesAsync(index, cancellationToken) : [];
        // Nothing outside of the folder is ours, whatever the index says.
        return [.. lines.Where(line => InRoot(line).StartsWith(_root + Path.DirectorySeparatorChar, StringComparison.Ordinal))];
    }

    private void RefuseForeign(IEnumerable<PublishedFile> files, HashSet<string> owned)
    {
        var foreign = files.Select(file => file.Path).Where(file => !owned.Contains(file) && Path.Exists(InRoot(file))).Order(StringComparer.Ordinal).ToList();
        if (foreign.Count > 0)
        {
            throw new DistributedApplicationException(
                $"The folder '{_root}' has files that no publish wrote and that this one would overwrite: {string.Join(", ", foreign.Select(one => $"'{one}'"))}. Move them, or choose another folder with '--output-path'.");
        }
    }

    private static async Task WriteFileAsync(string staging, PublishedFile file, CancellationToken cancellationToken)
    {
        var target = Path.Combine(staging, file.Path);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        await File.WriteAllTextAsync(target, file.Text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), cancellationToken);
    }

    private void MoveIntoPlace(string staging, string file)
    {
        var target = InRoot(file);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.Move(Path.Combine(staging, file), target, overwrite: true);
    }

    private void RemoveStale(string file)
    {
        var target = InRoot(file);
        File.Delete(target);
        for (var folder = Path.GetDirectoryName(target)!; folder != _root && !Directory.EnumerateFileSystemEntries(folder).Any(); folder = Path.GetDirectoryName(folder)!)
            Directory.Delete(folder);
    }

    private string InRoot(string file) => Path.GetFullPath(Path.Combine(_root, file));
}
