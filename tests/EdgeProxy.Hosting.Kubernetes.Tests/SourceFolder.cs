using System.Runtime.CompilerServices;

namespace EdgeProxy.Hosting.Kubernetes.Tests;

/// <summary>Finds the files beside these tests.</summary>
internal static class SourceFolder
{
    public static string Path(string name, [CallerFilePath] string caller = "") =>
        System.IO.Path.Combine(System.IO.Path.GetDirectoryName(caller)!, name);
}
