using System.Text.RegularExpressions;
using EdgeProxy.TestKit;

namespace EdgeProxy.Dashboard.Tests.Browser.RunningSystem;

/// <summary>An AppHost with all that it starts, its dashboard too, on free ports.</summary>
public sealed partial class RunningAppHost : IAsyncDisposable
{
    private readonly AppHostProcess _process;

    private RunningAppHost(AppHostProcess process) => _process = process;

    /// <summary>The dashboard's pages.</summary>
    public Uri Frontend { get; private set; } = new("http://localhost");

    /// <summary>What logs a browser in.</summary>
    public string Token { get; private set; } = "";

    /// <summary>The edge.</summary>
    public Uri Edge { get; private set; } = new("http://localhost");

    /// <summary>Starts the AppHost of a project and waits until everything is healthy.</summary>
    /// <param name="project">Its folder within the repository.</param>
    /// <param name="environment">More variables for it.</param>
    public static async Task<RunningAppHost> StartAsync(string project, IReadOnlyDictionary<string, string>? environment = null)
    {
        var process = AppHostProcess.Start(project, environment ?? new Dictionary<string, string>(), "--isolated");
        var running = new RunningAppHost(process);
        try
        {
            await process.SeesLineAsync("Everything is healthy", TimeSpan.FromSeconds(60));
        }
        catch
        {
            await running.DisposeAsync();
            throw;
        }

        var login = LoginUrl().Match(process.Output);
        (running.Frontend, running.Token) = (new Uri(login.Groups["url"].Value + "/"), login.Groups["token"].Value);
        running.Edge = process.AddressOf("edge-proxy");
        return running;
    }

    /// <summary>A page of its dashboard in a browser that has logged in.</summary>
    internal Task<BrowserPage> OpenAsync(BrowserFixture browser, string path, string theme = "light", int width = 1280, int height = 800) =>
        browser.OpenAsync(Frontend, Token, path, theme, width, height);

    /// <summary>Waits until it writes a line with a text in it.</summary>
    public Task SeesLineAsync(string part, TimeSpan limit) => _process.SeesLineAsync(part, limit);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _process.DisposeAsync();

    [GeneratedRegex(@"(?<url>http://localhost:\d+)/login\?t=(?<token>\w+)")]
    private static partial Regex LoginUrl();
}
