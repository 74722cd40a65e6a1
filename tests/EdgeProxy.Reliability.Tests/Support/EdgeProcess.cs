using EdgeProxy.Conformance;
using EdgeProxy.TestKit;

namespace EdgeProxy.Reliability.Tests.Support;

/// <summary>The gateway as a process, with an access log that names each request by its <c>x-case</c> header.</summary>
internal sealed class EdgeProcess : IAsyncDisposable
{
    public const string CaseHeader = "x-case";
    private readonly string[] _settings;
    private readonly string _log;

    private EdgeProcess(string[] settings, string log)
    {
        _settings = settings;
        _log = log;
        Port = FreePort.Next();
        AdminPort = FreePort.Next();
        Address = new Uri($"http://127.0.0.1:{Port}");
        Admin = new Uri($"http://127.0.0.1:{AdminPort}");
        Client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = Address };
        AdminClient = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = Admin };
        Process = Launch();
    }

    public int Port { get; }

    public int AdminPort { get; }

    public Uri Address { get; }

    public Uri Admin { get; }

    public HttpClient Client { get; }

    public HttpClient AdminClient { get; }

    public ServerProcess Process { get; private set; }

    /// <summary>Starts one that sends everything to one cluster.</summary>
    /// <param name="hosts">The ports of the cluster's hosts on 127.0.0.1.</param>
    /// <param name="settings">More settings as <c>Key=value</c>.</param>
    public static Task<EdgeProcess> StartAsync(IEnumerable<int> hosts, params string[] settings) =>
        StartAsync([.. hosts.SelectMany((port, index) => Host(port, index)), .. settings]);

    /// <summary>Starts one by its settings alone.</summary>
    public static async Task<EdgeProcess> StartAsync(params string[] settings)
    {
        var log = Path.Combine(Path.GetTempPath(), $"edge-reliability-{Guid.NewGuid():n}.log");
        var edge = new EdgeProcess([$"Edge:AccessLog:Path={log}", "Edge:AccessLog:Format=%REQ(X-CASE)% %RESPONSE_CODE% %RESPONSE_FLAGS%\n", .. settings], log);
        await edge.Process.AnswersAsync(new Uri(edge.Admin, "/ready"));
        return edge;
    }

    /// <summary>Starts the same again after its end, on the same ports.</summary>
    public async Task RestartAsync()
    {
        await Process.DisposeAsync();
        Process = Launch();
        await Process.AnswersAsync(new Uri(Admin, "/ready"));
    }

    /// <summary>The response flag that the access log has for a request; <c>-</c> for none.</summary>
    public async Task<string> FlagOfAsync(string request)
    {
        var flag = "";
        await Eventually.HoldsAsync($"the line of {request}", () =>
        {
            var line = File.ReadLines(_log).FirstOrDefault(line => line.StartsWith(request + " ", StringComparison.Ordinal));
            flag = line?.Split(' ')[^1] ?? "";
            return flag.Length > 0;
        });
        return flag;
    }

    /// <summary>The number of a statistic; 0 for one that was never counted.</summary>
    public async Task<long> StatAsync(string name)
    {
        var text = await AdminClient.GetStringAsync($"/stats?filter={name}", TestContext.Current.CancellationToken);
        var line = text.Split('\n').FirstOrDefault(line => line.StartsWith(name + ": ", StringComparison.Ordinal));
        return line is null ? 0 : long.Parse(line[(name.Length + 2)..], System.Globalization.CultureInfo.InvariantCulture);
    }

    public Task<RawConnection> ConnectAsync() => RawConnection.OpenAsync(Address, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        AdminClient.Dispose();
        await Process.DisposeAsync();
        File.Delete(_log);
    }

    private static IEnumerable<string> Host(int port, int index) => new[] { "ping", "pong" }.Select(name =>
        $"ReverseProxy:Clusters:{name}-cluster:Destinations:{(index == 0 ? $"{name}-svc" : $"h{index}")}:Address=http://127.0.0.1:{port}");

    // A busy machine may need longer for a connection than the 0.25 s of the default.
    private ServerProcess Launch() => ServerProcess.Start(
        "EdgeProxy.Gateway", Port,
        [$"EDGE_ADMIN_PORT={AdminPort}", "Edge:Drain:Time=0s", "ReverseProxy:Clusters:ping-cluster:ConnectTimeout=3s", .. _settings]);
}
