namespace EdgeProxy.Dashboard;

/// <summary>
/// Warns of keys under <c>Dashboard</c> that nothing here reads. It does not refuse them: the Aspire dashboard has more keys, and settings
/// made for it are to work here too. The command line is written for this program alone and is stricter: <see cref="DashboardArguments"/>.
/// </summary>
internal static partial class UnknownSettings
{
    // The AppHost's own; a dashboard that it starts inherits them with its environment.
    private static readonly string[] OfTheAppHost = ["Dashboard:Enabled", "Dashboard:Secret"];

    /// <summary>Logs a warning for each.</summary>
    public static void Warn(IConfiguration configuration, ILogger logger)
    {
        foreach (var (key, hint) in In(configuration))
            LogUnknown(logger, key, hint);
    }

    /// <summary>The keys, in their order, each with a question that begins with a space; the question is empty where no known key is near.</summary>
    public static IEnumerable<(string Key, string Hint)> In(IConfiguration configuration) =>
        from setting in configuration.GetSection(KnownSettings.Section).AsEnumerable()
        where setting.Value is not null && !KnownSettings.Has(setting.Key) && !OfTheAppHost.Contains(setting.Key, StringComparer.OrdinalIgnoreCase)
        orderby setting.Key
        select (setting.Key, KnownSettings.Nearest(setting.Key) is { } nearest ? $" Did you mean '{nearest}'?" : "");
}
