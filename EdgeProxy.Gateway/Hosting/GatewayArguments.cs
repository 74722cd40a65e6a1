using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Hosting;

/// <summary>
/// Checks the command line before .NET's configuration takes it, which is silent about what it does not know: with a misspelt
/// <c>--envoy-config</c> another configuration would be served.
/// </summary>
internal static class GatewayArguments
{
    private static readonly string[] Names =
        ["envoy-config", "mode", "urls", "http_ports", "https_ports", "environment", "contentRoot", "applicationName", "EDGE_ADMIN_PORT"];

    private static readonly string[] Sections = ["Edge", "ReverseProxy", "Kestrel", "Logging", "services"];

    /// <summary>Everything that is wrong with the arguments; empty when nothing is.</summary>
    public static IReadOnlyList<ConfigError> Check(IReadOnlyList<string> args)
    {
        var errors = new List<ConfigError>();
        for (var index = 0; index < args.Count; index++)
        {
            var (name, hasValue) = Split(args[index]);
            if (name is null)
            {
                errors.Add(new("command line", $"'{args[index]}' is no argument; '--NAME VALUE' and '--NAME=VALUE' are, and '--help' lists them."));
                continue;
            }

            if (Unknown(name) is { } fault)
                errors.Add(new("command line", fault));
            if (hasValue)
                continue;
            // As .NET's configuration takes it: what follows is the value, whatever it is.
            if (++index >= args.Count)
                errors.Add(new("command line", $"'--{name}' has no value; write '--{name} VALUE' or '--{name}=VALUE'."));
        }

        return errors;
    }

    private static (string? Name, bool HasValue) Split(string argument)
    {
        if (!argument.StartsWith("--", StringComparison.Ordinal) || argument.Length == 2)
            return (null, false);
        var equals = argument.IndexOf('=', StringComparison.Ordinal);
        return equals < 0 ? (argument[2..], false) : (argument[2..equals], true);
    }

    private static string? Unknown(string name)
    {
        var colon = name.IndexOf(':', StringComparison.Ordinal);
        if (colon >= 0)
        {
            var section = name[..colon];
            return Sections.Contains(section, StringComparer.OrdinalIgnoreCase) ? null
                : $"'--{name}' is in no section that the gateway reads.{Hint(section, Sections, "--", name[colon..])} Sections: {string.Join(", ", Sections)}.";
        }

        // Variables of OpenTelemetry are settings like others, and there are many.
        if (Names.Contains(name, StringComparer.OrdinalIgnoreCase) || name.StartsWith("OTEL_", StringComparison.OrdinalIgnoreCase))
            return null;
        return $"'--{name}' is not known.{Hint(name, Names, "--", "")} A setting is '--Edge:KEY=VALUE'; '--help' lists the arguments.";
    }

    private static string Hint(string name, string[] known, string before, string after) =>
        EditDistance.Nearest(name, known) is { } nearest ? $" Did you mean '{before}{nearest}{after}'?" : "";
}
