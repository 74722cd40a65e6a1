namespace EdgeProxy.EdgeBench;

/// <summary>A program whose start and memory are measured.</summary>
/// <param name="Name">Its name in the table.</param>
/// <param name="File">The file that is started; what lies beside it belongs to it.</param>
/// <param name="Path">What it is asked for.</param>
/// <param name="StartAsync">Starts it on a port.</param>
internal sealed record StartedProgram(string Name, string File, string Path, Func<int, Task<ChildProcess>> StartAsync)
{
    /// <summary>What no image needs at run time.</summary>
    private static readonly string[] LeftOut = [".pdb", ".dbg", ".xml"];

    public static StartedProgram BareApi(Workplace workplace) =>
        Service(workplace, "bare minimal API", Workplace.Program("bench/EdgeProxy.BareApi")) with { Path = "/" };

    public static StartedProgram Service(Workplace workplace, string name, string file) => new(
        name,
        file,
        "/ping",
        port => ChildProcess.StartAsync(
            [file], port, workplace.File("service.log"), new Dictionary<string, string> { ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}" }));

    public static StartedProgram Gateway(Workplace workplace, GatewayVariant variant) => new(
        variant.Label,
        variant.Program ?? Workplace.Program("EdgeProxy.Gateway"),
        "/ping",
        port => Contenders.Gateway.StartAsync(workplace, port, variant));

    /// <summary>The program with all that lies beside it, without a runtime that it shares.</summary>
    public double Megabytes() => new DirectoryInfo(System.IO.Path.GetDirectoryName(File)!).EnumerateFiles("*", SearchOption.AllDirectories)
        .Where(file => !LeftOut.Contains(file.Extension)).Sum(file => file.Length) / 1e6;
}
