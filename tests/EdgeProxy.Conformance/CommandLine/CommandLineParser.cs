using System.Globalization;

namespace EdgeProxy.Conformance;

/// <summary>Reads the command line.</summary>
public static class CommandLineParser
{
    /// <summary>Reads <paramref name="arguments"/>.</summary>
    /// <exception cref="UsageException">Something in it is not understood.</exception>
    public static ConformanceOptions Parse(IReadOnlyList<string> arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        var options = new ConformanceOptions();
        for (var i = 0; i < arguments.Count; i++)
        {
            var argument = arguments[i];
            string Value() => ++i < arguments.Count
                ? arguments[i]
                : throw new UsageException($"'{argument}' needs a value. See --help.");
            options = argument switch
            {
                "--help" or "-h" or "-?" => options with { Help = true },
                "--json" => options with { Json = true },
                "--failures" => options with { FailuresOnly = true },
                "--list" => options with { List = true },
                "--slow" => options with { Slow = true },
                "--backends-only" => options with { BackendsOnly = true },
                "--admin" => options with { Admin = Http(argument, Value()) },
                "--backends" => options with { BackendPorts = Ports(Value()) },
                "--path-without-hosts" => options with { PathWithoutHosts = Value() },
                "--access-log" => options with { AccessLog = Value() },
                "--route-timeout" => options with { RouteTimeout = Seconds(argument, Value()) },
                "--group" => options with { Groups = [.. options.Groups, Group(Value())] },
                "--case" => options with { Cases = [.. options.Cases, Value()] },
                _ when argument.StartsWith('-') => throw new UsageException($"'{argument}' is not an option. See --help."),
                _ when options.Address is null => options with { Address = Http("The proxy", argument) },
                _ => throw new UsageException($"One proxy at a time: '{options.Address}' was given before '{argument}'."),
            };
        }

        return Check(options);
    }

    private static ConformanceOptions Check(ConformanceOptions options)
    {
        if (options.BackendsOnly && options.BackendPorts is null)
            throw new UsageException("'--backends-only' needs '--backends PING,PONG', the ports that the proxy's clusters name.");
        if (options is { Help: false, List: false, BackendsOnly: false, Address: null })
            throw new UsageException("Which proxy? Give its address, e.g. http://127.0.0.1:30000, or --help to read more.");
        return options;
    }

    private static Uri Http(string what, string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttp && address.PathAndQuery == "/"
            ? address
            : throw new UsageException($"{what}: '{text}' is not of the form http://HOST:PORT. The suite speaks cleartext HTTP/1.1 and HTTP/2.");

    private static (int Ping, int Pong) Ports(string text) =>
        text.Split(',') is [var ping, var pong] && ushort.TryParse(ping, out var a) && ushort.TryParse(pong, out var b) && a > 0 && b > 0 && a != b
            ? (a, b)
            : throw new UsageException($"--backends: '{text}' is not two different ports, ping then pong, e.g. 18081,18082.");

    private static TimeSpan Seconds(string what, string text) =>
        text.EndsWith('s') && double.TryParse(text[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds > 0
            ? TimeSpan.FromSeconds(seconds)
            : throw new UsageException($"{what}: '{text}' is not a time in seconds such as 15s or 0.5s.");

    private static string Group(string name) => ConformanceCases.Groups.Contains(name)
        ? name
        : throw new UsageException($"--group: there is no group '{name}'. Groups: {string.Join(", ", ConformanceCases.Groups)}.");
}
