using System.Diagnostics;
using EdgeProxy.Hosting.Planning;

namespace EdgeProxy.Hosting.Processes;


/// <summary>The command line that starts a child in a session of its own, and on Linux under the kernel's parent-death signal.</summary>
internal static class ChildStartInfo
{
    private static readonly string? SetPriv = OperatingSystem.IsLinux() ? Executable.Find("setpriv") : null;
    private static readonly string? SetSid = Executable.Find("setsid");
    private static readonly string? Perl = OperatingSystem.IsMacOS() ? Executable.Find("perl") : null;

    /// <summary><c>dotnet watch</c> puts its agent into the AppHost; in each child it would talk to the same pipe.</summary>
    private static readonly bool IsWatched = Environment.GetEnvironmentVariable("DOTNET_WATCH") is not null;

    /// <summary>Variables of the AppHost's own start, which mean something else to its children.</summary>
    private static readonly string[] OwnVariables =
        ["ASPNETCORE_URLS", "ASPNETCORE_ENVIRONMENT", "DOTNET_ENVIRONMENT", "DOTNET_LAUNCH_PROFILE", "DOTNET_HOST_PATH", "HTTP_PORTS", "HTTPS_PORTS"];

    public static ProcessStartInfo Create(ProcessPlan plan)
    {
        var info = Create([.. Prefix(), plan.FileName, .. plan.Arguments]);
        info.WorkingDirectory = plan.WorkingDirectory;
        foreach (var name in OwnVariables.Concat(info.Environment.Keys.Where(IsToolVariable).ToList()))
            info.Environment.Remove(name);
        foreach (var (name, value) in plan.Environment)
            info.Environment[name] = value;
        return info;
    }

    /// <summary>A command line whose streams are ours.</summary>
    public static ProcessStartInfo Create(IReadOnlyList<string> commandLine) => new(commandLine[0], commandLine.Skip(1))
    {
        UseShellExecute = false,
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    };

    /// <summary>Ctrl+C reaches a whole session of the terminal: a child in another one hears of it from us alone.</summary>
    public static IEnumerable<string> NewSession() =>
        SetSid is not null ? [SetSid]
        : Perl is not null ? [Perl, "-e", "use POSIX; POSIX::setsid(); exec @ARGV or die $!", "--"]
        : [];

    private static IEnumerable<string> Prefix() =>
        SetPriv is not null ? [SetPriv, "--pdeathsig", "KILL", "--", .. NewSession()] : NewSession();

    private static bool IsToolVariable(string name) =>
        name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("DOTNET_CLI_", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("DOTNET_WATCH", StringComparison.OrdinalIgnoreCase)
        || (IsWatched && name is ("DOTNET_STARTUP_HOOKS" or "DOTNET_MODIFIABLE_ASSEMBLIES"));
}
