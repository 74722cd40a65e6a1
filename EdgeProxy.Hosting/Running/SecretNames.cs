using EdgeProxy.Hosting.ApplicationModel;

namespace EdgeProxy.Hosting.Running;


/// <summary>Keeps values back that have a secret in them, or whose variable's name says so: what is shown is not what is set.</summary>
internal static class SecretNames
{
    private static readonly string[] Words = ["PASSWORD", "PASSWD", "SECRET", "TOKEN", "APIKEY", "API_KEY", "PRIVATE_KEY", "CONNECTIONSTRINGS", "OTLP_HEADERS"];

    public static EnvironmentVariableSnapshot Snapshot(KeyValuePair<string, string> variable, IReadOnlySet<string> known)
    {
        var isSecret = known.Contains(variable.Key) || Words.Any(word => variable.Key.Contains(word, StringComparison.OrdinalIgnoreCase));
        return new EnvironmentVariableSnapshot(variable.Key, isSecret ? null : variable.Value, isSecret);
    }
}
