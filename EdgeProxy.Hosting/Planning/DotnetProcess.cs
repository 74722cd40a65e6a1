namespace EdgeProxy.Hosting.Planning;


/// <summary>How a built .NET program is started: its own executable where it has one, so that a process list shows its name.</summary>
internal static class DotnetProcess
{
    /// <summary>The folder of the .NET installation that this process runs on.</summary>
    private static readonly string Root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", ".."));

    public static ProcessPlan Plan(
        string targetPath, string workingDirectory, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment)
    {
        var executable = OperatingSystem.IsWindows() ? Path.ChangeExtension(targetPath, ".exe") : Path.ChangeExtension(targetPath, null);
        if (!File.Exists(executable))
            return new ProcessPlan(Path.Combine(Root, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"), [targetPath, .. arguments], workingDirectory, environment);

        // The executable finds the runtime by this variable: the one that runs the AppHost, not another one of the machine.
        var withRoot = new Dictionary<string, string>(environment, StringComparer.Ordinal) { ["DOTNET_ROOT"] = Root };
        return new ProcessPlan(executable, arguments, workingDirectory, withRoot);
    }
}
