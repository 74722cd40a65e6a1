namespace EdgeProxy.EdgeBench.Contenders;

/// <summary>YARP as it comes, with round robin and nothing else.</summary>
internal static class BareYarp
{
    private const string Project = "bench/EdgeProxy.BareYarp";

    public static async Task<Contender> StartAsync(Workplace workplace)
    {
        var port = Workplace.FreePort();
        var program = Workplace.Program(Project);
        var environment = new Dictionary<string, string>
        {
            ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}",
            ["ReverseProxy__Clusters__ping__Destinations__a__Address"] = $"http://127.0.0.1:{workplace.Ping[0]}",
            ["ReverseProxy__Clusters__ping__Destinations__b__Address"] = $"http://127.0.0.1:{workplace.Ping[1]}",
            ["ReverseProxy__Clusters__pong__Destinations__a__Address"] = $"http://127.0.0.1:{workplace.Pong[0]}",
            ["ReverseProxy__Clusters__pong__Destinations__b__Address"] = $"http://127.0.0.1:{workplace.Pong[1]}",
        };
        string[] command = [program, "--contentRoot", Path.GetFullPath(Project)];
        var process = await ChildProcess.StartAsync(command, port, workplace.File("yarp.log"), environment);
        return new Contender("yarp", Version(program), port, 0, process);
    }

    private static string Version(string program) =>
        System.Diagnostics.FileVersionInfo.GetVersionInfo(Path.Combine(Path.GetDirectoryName(program)!, "Yarp.ReverseProxy.dll")).ProductVersion!.Split('+')[0];
}
