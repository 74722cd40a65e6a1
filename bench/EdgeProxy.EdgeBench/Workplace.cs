using System.Net;
using System.Net.Sockets;

namespace EdgeProxy.EdgeBench;

/// <summary>Where the runs happen: a temporary folder for settings and logs, free ports, and the built programs.</summary>
internal sealed class Workplace : IDisposable
{
    public Workplace()
    {
        // nginx's workers give root away and read the folder as somebody else.
        var mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;
        if (!OperatingSystem.IsWindows())
            System.IO.File.SetUnixFileMode(Folder, mode);
    }

    /// <summary>Backends behind each of the clusters ping and pong.</summary>
    public int[] Ping { get; } = [FreePort(), FreePort()];

    public int[] Pong { get; } = [FreePort(), FreePort()];

    /// <summary>Takes telemetry and forgets it.</summary>
    public int Telemetry { get; } = FreePort();

    public string Folder { get; } = Directory.CreateTempSubdirectory("edge-bench-").FullName;

    public string File(string name) => Path.Combine(Folder, name);

    /// <summary>Writes a settings file.</summary>
    /// <returns>Its path.</returns>
    public string Write(string name, string text)
    {
        System.IO.File.WriteAllText(File(name), text);
        return File(name);
    }

    /// <summary>The path of a program of the repository in its Release build.</summary>
    /// <exception cref="FileNotFoundException">It is not built.</exception>
    public static string Program(string project)
    {
        var name = Path.GetFileName(project);
        var path = Path.GetFullPath(Path.Combine(project, "bin/Release/net10.0", name));
        return System.IO.File.Exists(path) ? path : throw new FileNotFoundException($"'{path}' is not built: start bench/edge.sh, which does that.");
    }

    public static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
