using EdgeProxy.Hosting.ApplicationModel;

namespace EdgeProxy.Hosting.Running;


/// <summary>Keeps values back whose variable's name says that they are secret: what is shown is not what is set.</summary>
internal static class SecretNames
{
    private static readonly string[] Words = ["PASSWORD", "PASSWD", "SECRET", "TOKEN", "APIKEY", "API_KEY", "PRIVATE_KEY", "CONNECTIONSTRINGS", "OTLP_HEADERS"];

    public static EnvironmentVariableSnapshot Snapshot(KeyValuePair<string, string> variable)
    {
        var isSecret = Words.Any(word => variable.Key.Contains(word, StringComparison.OrdinalIgnoreCase));
        return new EnvironmentVariableSnapshot(variable.Key, isSecret ? null : variable.Value, isSecret);
    }
}
