namespace EdgeProxy.Hosting.Kubernetes.Reading;

/// <summary>A file that is mounted into a container.</summary>
/// <param name="Path">Where it is below the mount, with slashes.</param>
/// <param name="Content">What it has.</param>
/// <param name="Mode">Its permissions; null for the usual ones.</param>
internal sealed record MountedFile(string Path, byte[] Content, int? Mode)
{
    /// <summary>What an object of Kubernetes can hold, 1 MiB, but for names and annotations.</summary>
    public const int MaxBytes = 1_000_000;

    // A named pipe gives nothing until somebody writes.
    private static readonly TimeSpan ReadTimeout = TimeSpan.FromSeconds(5);

    /// <summary>Reads a file of this machine.</summary>
    /// <exception cref="IOException">It is too large, or nothing that ends: a device, a socket, a pipe.</exception>
    public static async Task<byte[]> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await Task.Run(() => ReadBounded(path), cancellationToken).WaitAsync(ReadTimeout, cancellationToken);
        }
        catch (TimeoutException)
        {
            throw new IOException($"'{path}' gives nothing to read.");
        }
    }

    private static byte[] ReadBounded(string path)
    {
        using var file = File.OpenRead(path);
        var content = new byte[MaxBytes + 1];
        var length = file.ReadAtLeast(content, content.Length, throwOnEndOfStream: false);
        return length <= MaxBytes ? content[..length] : throw new IOException($"'{path}' is larger than the {MaxBytes} bytes that a ConfigMap can have.");
    }
}
