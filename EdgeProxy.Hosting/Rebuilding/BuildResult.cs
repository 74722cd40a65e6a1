namespace EdgeProxy.Hosting.Rebuilding;

/// <summary>How a build ended.</summary>
/// <param name="ExitCode">The exit code of <c>dotnet build</c>; 0 when it succeeded.</param>
/// <param name="Errors">The compiler's and MSBuild's errors, each once.</param>
internal sealed record BuildResult(int ExitCode, IReadOnlyList<string> Errors);
