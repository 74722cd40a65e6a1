using System.Diagnostics;
using EdgeProxy.EdgeBench.Contenders;

namespace EdgeProxy.EdgeBench.Scale;

/// <summary>What a large configuration costs: until the gateway is ready, in questions to the DNS server, and for each request.</summary>
internal static class ScaleRun
{
    private const int Connections = 64;
    private const int WarmUpSeconds = 8;
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(30);

    /// <summary>Measures, and writes what it saw as a Markdown table.</summary>
    public static async Task RunAsync(BenchOptions options, TextWriter output)
    {
        using var workplace = new Workplace();
        await using var dns = new DnsStub();
        await using var backends = await Backends.StartAsync(workplace);
        await output.WriteLineAsync($"2,000 clusters, 20,000 routes; {options.Rounds} rounds\n\n| what | median | range |\n|---|---:|---:|");
        foreach (var isNamed in (bool[])[false, true])
        {
            var starts = new List<double>();
            for (var round = 0; round < options.Rounds; round++)
            {
                await using var started = await StartAsync(workplace, dns, ManyRoutes.Write(workplace, isNamed));
                starts.Add(started.Seconds);
            }

            await WriteAsync(output, $"start to ready, {(isNamed ? "STRICT_DNS" : "STATIC")}, s", Spread.Of(starts), "F2");
        }

        await using var many = await StartAsync(workplace, dns, ManyRoutes.Write(workplace, isNamed: true));
        // The first interval has the questions of the start in it.
        await Task.Delay(DnsStub.Interval);
        var questions = await dns.CountAsync(intervals: 2);
        await WriteAsync(output, "questions to the DNS server in 0.5 s (200 if spread evenly)", Spread.Of(questions), "F0");
        await using var few = await StartAsync(workplace, dns, null);
        await CompareAsync(options, many, few, output);
    }

    private static async Task CompareAsync(BenchOptions options, Started many, Started few, TextWriter output)
    {
        foreach (var one in (Started[])[many, few])
            await Wrk.RunAsync(one.Target, LoadCase.All[0], WarmUpSeconds);
        var (ofMany, ofFew) = (new List<double>(), new List<double>());
        for (var round = 0; round < options.Rounds; round++)
        {
            ofMany.Add(await CostAsync(many, options));
            ofFew.Add(await CostAsync(few, options));
        }

        await WriteAsync(output, $"processor time a request, 20,000 routes, {Connections} connections, us", Spread.Of(ofMany), "F1");
        await WriteAsync(output, $"processor time a request, 3 routes, {Connections} connections, us", Spread.Of(ofFew), "F1");
        await WriteAsync(output, "ratio", Spread.Of(ofMany.Zip(ofFew, (left, right) => left / right)), "F2");
    }

    private static async Task<double> CostAsync(Started one, BenchOptions options)
    {
        var before = one.Process.ProcessorTime();
        var load = await Wrk.RunAsync(one.Target, LoadCase.All[0], options.Seconds);
        if (load.Failed > 0 || load.Requests == 0)
            throw new InvalidOperationException($"{load.Failed} of {load.Requests} requests to {one.Target} failed.");
        return (one.Process.ProcessorTime() - before).TotalMicroseconds / load.Requests;
    }

    private static async Task<Started> StartAsync(Workplace workplace, DnsStub dns, ManyRoutes? routes)
    {
        var port = Workplace.FreePort();
        // A gateway starts in the folder of its log, and takes the settings that are there.
        var variant = GatewayVariant.AsShipped with
        {
            Label = routes is null ? "few" : $"{routes.Folder}/gateway",
            Environment = new Dictionary<string, string> { ["Edge__Dns__Servers__0"] = dns.Address },
        };
        var watch = Stopwatch.StartNew();
        var process = await Gateway.StartAsync(workplace, port, variant);
        var target = new Uri($"http://127.0.0.1:{port}{routes?.Path ?? "/ping"}");
        // A request waits until the first names are resolved, so that the first answer is the moment of being ready.
        using var client = new HttpClient { Timeout = LongestStart };
        (await client.GetAsync(target)).EnsureSuccessStatusCode();
        return new Started(process, target, watch.Elapsed.TotalSeconds);
    }

    private static Task WriteAsync(TextWriter output, string what, Spread spread, string format) => output.WriteLineAsync(
        FormattableString.Invariant($"| {what} | {spread.Median.ToString(format)} | {spread.Low.ToString(format)} to {spread.High.ToString(format)} |"));

    private sealed record Started(ChildProcess Process, Uri Target, double Seconds) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => Process.DisposeAsync();
    }
}
