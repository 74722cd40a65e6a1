using System.Net;
using System.Text.RegularExpressions;
using EdgeProxy.TestKit;

namespace EdgeProxy.Reliability.Tests.WholeSystem;

/// <summary>The repository's AppHost as a program of its own, with its dashboard, for one test class.</summary>
public sealed partial class TheSystem : IAsyncLifetime
{
    /// <summary>A value that must be found nowhere, as the environment of every process of the system has it.</summary>
    public const string PlantedVariable = "PLANTED_API_KEY";

    private const string AccessLogVariable = "Edge__AccessLog__Path";
    private const string HeadersVariable = "OTEL_EXPORTER_OTLP_HEADERS=x-otlp-api-key=";

    internal AppHostProcess AppHost { get; private set; } = null!;

    internal Uri Edge { get; private set; } = null!;

    internal Uri Dashboard { get; private set; } = null!;

    /// <summary>Logged in at the dashboard.</summary>
    internal HttpClient Visitor { get; } = new(new SocketsHttpHandler { CookieContainer = new CookieContainer(), UseProxy = false });

    /// <summary>The token of the login.</summary>
    internal string Token { get; private set; } = "";

    /// <summary>The key that the AppHost gives to those who send telemetry, out of the environment of the edge.</summary>
    internal string TelemetryKey { get; private set; } = "";

    /// <summary>The access log of the edge.</summary>
    internal string AccessLog { get; } = Path.Combine(Path.GetTempPath(), $"edge-secrets-{Guid.NewGuid():n}.log");

    internal string Planted { get; } = $"planted{Guid.NewGuid():n}";

    public async ValueTask InitializeAsync()
    {
        Environment.SetEnvironmentVariable(PlantedVariable, Planted);
        Environment.SetEnvironmentVariable(AccessLogVariable, AccessLog);
        AppHost = AppHostProcess.Start("EdgeProxy.AppHost", "--isolated");
        await AppHost.SeesLineAsync("Everything is healthy", TimeSpan.FromSeconds(60));
        var login = new Uri(LoginUrl().Match(AppHost.Output).Value);
        Token = login.Query["?t=".Length..];
        Dashboard = new Uri(login, "/");
        Edge = new Uri(EdgeUrl().Match(AppHost.Output).Groups["url"].Value);
        TelemetryKey = File.ReadAllText($"/proc/{ProcessesOf("EdgeProxy.Gateway")[0]}/environ").Split('\0')
            .First(variable => variable.StartsWith(HeadersVariable, StringComparison.Ordinal))[HeadersVariable.Length..];
        (await Visitor.GetAsync(login)).EnsureSuccessStatusCode();
    }

    public async ValueTask DisposeAsync()
    {
        Environment.SetEnvironmentVariable(PlantedVariable, null);
        Environment.SetEnvironmentVariable(AccessLogVariable, null);
        Visitor.Dispose();
        await AppHost.DisposeAsync();
        File.Delete(AccessLog);
    }

    /// <summary>The processes of a program within the system.</summary>
    internal IReadOnlyList<int> ProcessesOf(string project) =>
        [.. AppHost.Alive.Where(id => CommandOf(id).Split('\0').Any(word => Path.GetFileName(word) == project || Path.GetFileName(word) == $"{project}.dll"))
            .Where(id => !CommandOf(id).StartsWith("setpriv", StringComparison.Ordinal) && !CommandOf(id).StartsWith("/bin/sh", StringComparison.Ordinal))];

    private static string CommandOf(int process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/cmdline");
        }
        catch (IOException)
        {
            return "";
        }
    }

    [GeneratedRegex(@"http://localhost:\d+/login\?t=\w+")]
    private static partial Regex LoginUrl();

    [GeneratedRegex(@"edge-proxy\s+(?<url>http://localhost:\d+)")]
    private static partial Regex EdgeUrl();
}
