namespace EdgeProxy.Dashboard;

internal static partial class UnknownSettings
{
    [LoggerMessage(1, LogLevel.Warning, "'{Key}' is no setting of this dashboard and changes nothing.{Hint} docs/dashboard.md and docs/otlp.md list the settings.")]
    private static partial void LogUnknown(ILogger logger, string key, string hint);
}
