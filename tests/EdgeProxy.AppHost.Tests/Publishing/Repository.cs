using System.Runtime.CompilerServices;

namespace EdgeProxy.AppHost.Tests.Publishing;

/// <summary>The checkout that these tests were built from.</summary>
internal static class Repository
{
#if DEBUG
    public const string Configuration = "Debug";
#else
    public const string Configuration = "Release";
#endif

    public static string Root { get; } = Find();

    private static string Find([CallerFilePath] string here = "")
    {
        var folder = new DirectoryInfo(Path.GetDirectoryName(here)!);
        while (!File.Exists(Path.Combine(folder.FullName, "EdgeProxy.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("EdgeProxy.sln is in no folder above the tests.");
        return folder.FullName;
    }
}
