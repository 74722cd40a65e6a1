namespace EdgeProxy.Hosting.Kubernetes.Tests;

/// <summary>
/// A folder of programs that note how they are called and answer as told: a cluster, a registry and their tools, as far as a deployment
/// asks them. It stands alone on the PATH of the deployment under test.
/// </summary>
internal sealed class FakeTools : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fake-tools-");
    private readonly string _log;

    public FakeTools() => _log = System.IO.Path.Combine(_folder.FullName, "calls.log");

    public string Path => _folder.FullName;

    /// <summary>Every call so far, as <c>tool arguments</c>.</summary>
    public IReadOnlyList<string> Calls => File.Exists(_log) ? File.ReadAllLines(_log) : [];

    /// <summary>Adds <paramref name="tool"/>; <paramref name="script"/> is what its shell does after it has noted the call.</summary>
    public FakeTools With(string tool, string script = "")
    {
        var path = System.IO.Path.Combine(_folder.FullName, tool);
        File.WriteAllText(path, $"#!/bin/sh\nprintf '%s\\n' \"{tool} $*\" >> '{_log}'\n{script}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return this;
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
