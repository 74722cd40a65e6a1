using EdgeProxy.AppHost.Tests.Conventions;

namespace EdgeProxy.AppHost.Tests.EmbeddedEngine.Processes;

/// <summary>Where the repository that is under test lies, and what it was built as.</summary>
internal static class Repository
{
    public static string Root => SourceFiles.Root;

    /// <summary>Debug or Release, as these tests were built.</summary>
    public static string Configuration { get; } = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    /// <summary>The folder of a project's output.</summary>
    public static string OutputOf(string project) => Path.Combine(Root, project, "bin", Configuration, "net10.0");
}
