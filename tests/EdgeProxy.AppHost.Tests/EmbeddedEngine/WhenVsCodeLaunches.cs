using System.Text.Json;
using EdgeProxy.TestKit;

namespace EdgeProxy.AppHost.Tests.EmbeddedEngine;

/// <summary>What <c>.vscode/launch.json</c> starts, started as it says: program, folder, arguments, and the environment of the launch profile that it names.</summary>
public sealed class WhenVsCodeLaunches
{
    [Fact]
    public async Task TheAppHostTheEdgeServes()
    {
        // A developer's own run may have the fixed ports: this one takes free ones.
        await using var appHost = Launch("AppHost", "--isolated");
        await appHost.SeesLineAsync("Everything is healthy", TimeSpan.FromSeconds(60));
        using var client = new HttpClient();

        Assert.Equal("ping me ...", await client.GetStringAsync(new Uri(appHost.AddressOf("edge-proxy"), "/ping"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task PingServiceAloneItServes()
    {
        await using var service = Launch("PingService alone", "--urls", "http://127.0.0.1:0");
        await service.SeesLineAsync("Now listening on: http://127.0.0.1:");
        var address = service.Output.Split().First(word => word.StartsWith("http://127.0.0.1:", StringComparison.Ordinal));
        using var client = new HttpClient();

        Assert.Equal("ping me ...", await client.GetStringAsync(new Uri(address), TestContext.Current.CancellationToken));
    }

    private static AppHostProcess Launch(string name, params string[] more)
    {
        var launch = Read(".vscode/launch.json").GetProperty("configurations").EnumerateArray().Single(one => one.GetProperty("name").GetString() == name);
        var profile = Read(Text(launch, "launchSettingsFilePath")).GetProperty("profiles").GetProperty(Text(launch, "launchSettingsProfile"));
        var environment = Variables(profile, "environmentVariables").Concat(Variables(launch, "env")).ToDictionary();
        var args = launch.TryGetProperty("args", out var given) ? given.EnumerateArray().Select(argument => argument.GetString()!) : [];

        // Tests may be of another configuration than the editor's.
        var program = InRepository(Text(launch, "program")).Replace("/bin/Debug/", $"/bin/{Repository.Configuration}/", StringComparison.Ordinal);
        return AppHostProcess.Start(program, InRepository(Text(launch, "cwd")), environment, [.. args, .. more]);
    }

    private static Dictionary<string, string> Variables(JsonElement of, string property) =>
        of.TryGetProperty(property, out var variables) ? variables.EnumerateObject().ToDictionary(one => one.Name, one => one.Value.GetString()!) : [];

    private static string Text(JsonElement of, string property) => of.GetProperty(property).GetString()!;

    private static JsonElement Read(string file) =>
        JsonDocument.Parse(File.ReadAllText(InRepository(file)), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip }).RootElement;

    private static string InRepository(string path) => Path.Combine(Repository.Root, path.Replace("${workspaceFolder}/", "", StringComparison.Ordinal));
}
