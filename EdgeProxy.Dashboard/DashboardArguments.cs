namespace EdgeProxy.Dashboard;

/// <summary>Checks the command line before .NET's configuration takes it, which is silent about what it does not know.</summary>
internal static class DashboardArguments
{
    private static readonly string[] Names =
    [
        "urls", "environment", "contentRoot", "applicationName",
        "ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL", "ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL",
        "ASPIRE_DASHBOARD_FRONTEND_BROWSERTOKEN", "ASPIRE_DASHBOARD_UNSECURED_ALLOW_ANONYMOUS",
    ];

    /// <summary>Takes the arguments if all of them mean something.</summary>
    /// <exception cref="DashboardSettingException">Some do not; the message has a line for each.</exception>
    public static void Require(IReadOnlyList<string> args)
    {
        var faults = Faults(args).ToList();
        if (faults.Count > 0)
            throw new DashboardSettingException(string.Join(Environment.NewLine, faults));
    }

    private static IEnumerable<string> Faults(IReadOnlyList<string> args)
    {
        for (var index = 0; index < args.Count; index++)
        {
            var argument = args[index];
            if (!argument.StartsWith("--", StringComparison.Ordinal) || argument.Length == 2)
            {
                yield return $"'{argument}' is no argument; '--KEY VALUE' and '--KEY=VALUE' are, and '--help' lists them.";
                continue;
            }

            var equals = argument.IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? argument[2..] : argument[2..equals];
            if (Unknown(name) is { } fault)
                yield return fault;
            // As .NET's configuration takes it: what follows is the value, whatever it is.
            if (equals < 0 && ++index >= args.Count)
                yield return $"'--{name}' has no value; write '--{name} VALUE' or '--{name}=VALUE'.";
        }
    }

    private static string? Unknown(string name)
    {
        if (KnownSettings.Has(name) || Names.Contains(name, StringComparer.OrdinalIgnoreCase) || name.StartsWith("Logging:", StringComparison.OrdinalIgnoreCase))
            return null;
        // As it is written in the environment.
        var key = name.Replace("__", ":", StringComparison.Ordinal);
        if (key.Equals("ASPNETCORE_URLS", StringComparison.OrdinalIgnoreCase))
            return $"'--{name}' is a variable of the environment; on the command line it is '--urls'.";
        var meant = KnownSettings.Has(key) ? key
            : key.Contains(':', StringComparison.Ordinal) ? KnownSettings.Nearest(key)
            : EditDistance.Nearest(key, Names);
        return $"'--{name}' is not known.{(meant is null ? "" : $" Did you mean '--{meant}'?")} Allowed: {string.Join(", ", Names)}, "
            + "'Logging:*' and the keys 'Dashboard:*' of docs/dashboard.md and docs/otlp.md; '--help' lists the usual ones.";
    }
}
