using System.Net.Sockets;

namespace EdgeProxy.Conformance;

/// <summary>What the program does, from the command line to the exit code.</summary>
public static class ConformanceProgram
{
    /// <summary>Runs.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="output">Where the report goes.</param>
    /// <param name="errors">Where complaints go.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>0: all as expected. 1: not so. 2: wrong usage, or the proxy or a backend port is not to be had.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, TextWriter output, TextWriter errors, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(errors);
        try
        {
            var options = CommandLineParser.Parse(arguments);
            var cases = Choose(options);
            if (options.Help)
                output.WriteLine(HelpText.Text);
            else if (options.List)
                List(cases, output);
            else
                return await RunAsync(options, cases, output, cancellation);
            return 0;
        }
        catch (Exception e) when (e is UsageException or SocketException)
        {
            await errors.WriteLineAsync($"conformance: {e.Message}");
            return 2;
        }
        catch (OperationCanceledException)
        {
            return 2;
        }
    }

    private static async Task<int> RunAsync(
        ConformanceOptions options, List<ConformanceCase> cases, TextWriter output, CancellationToken cancellation)
    {
        await using var backends = options.BackendPorts is { } ports ? await StartAsync(ports) : null;
        if (options.BackendsOnly)
        {
            output.WriteLine($"ping on 127.0.0.1:{backends!.Ping.Port}, pong on 127.0.0.1:{backends.Pong.Port}; Ctrl+C ends them.");
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellation);
        }

        await ReachAsync(options.Address!, cancellation);
        var target = new ConformanceTarget
        {
            Address = options.Address!,
            Admin = options.Admin,
            Backends = backends,
            AccessLog = options.AccessLog,
            PathWithoutHosts = options.PathWithoutHosts,
            RouteTimeout = options.RouteTimeout,
            Slow = options.Slow,
        };
        var results = await new ConformanceRunner(target).RunAllAsync(cases, cancellation);
        if (options.Json)
            JsonReport.Write(results, output);
        else
            TableReport.Write(results, options.FailuresOnly, output);
        return results.Any(r => r.Outcome == CaseOutcome.Failed) ? 1 : 0;
    }

    private static List<ConformanceCase> Choose(ConformanceOptions options)
    {
        var chosen = ConformanceCases.All
            .Where(c => options.Groups.Count == 0 || options.Groups.Contains(c.Group))
            .Where(c => options.Cases.Count == 0 || options.Cases.Any(t => c.Id.Contains(t, StringComparison.OrdinalIgnoreCase)))
            .ToList();
        return chosen.Count > 0 ? chosen : throw new UsageException("No case has that name. --list shows all of them.");
    }

    private static void List(List<ConformanceCase> cases, TextWriter output)
    {
        foreach (var item in cases)
            output.WriteLine($"{item.Id}: {item.Expected}");
        output.WriteLine($"{cases.Count} cases");
    }

    private static async Task<BackendPair> StartAsync((int Ping, int Pong) ports)
    {
        try
        {
            return await BackendPair.StartAsync(ports.Ping, ports.Pong);
        }
        catch (SocketException e)
        {
            throw new UsageException($"--backends {ports.Ping},{ports.Pong}: cannot listen there: {e.Message}. Stop what listens, or choose other ports.");
        }
    }

    private static async Task ReachAsync(Uri address, CancellationToken cancellation)
    {
        try
        {
            using var connection = await RawConnection.OpenAsync(address, cancellation);
        }
        catch (SocketException e)
        {
            throw new UsageException($"Nothing to test at {address}: {e.Message}. Start the proxy first, and give the address on which it listens.");
        }
    }
}
