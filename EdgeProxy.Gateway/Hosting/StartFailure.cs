using EdgeProxy.Gateway.Configuration.Settings;
using EdgeProxy.Gateway.Listening;

namespace EdgeProxy.Gateway.Hosting;

/// <summary>What the process says when it cannot start.</summary>
internal static class StartFailure
{
    /// <summary>The configuration's errors, one line for an address that cannot be listened on, and everything that is known of any other failure.</summary>
    public static string Describe(Exception failure) => failure switch
    {
        GatewayConfigException mistake => mistake.Message,
        // A settings file that is no JSON is found by the configuration system itself, before anything of the gateway runs.
        InvalidDataException => new GatewayConfigException([InvalidConfigurationFiles.Describe(failure)]).Message,
        _ => Find<ListenException>(failure)?.Message ?? Find<GatewayConfigException>(failure)?.Message ?? $"The gateway cannot start: {failure}",
    };

    private static T? Find<T>(Exception failure)
        where T : Exception
    {
        for (var inner = failure; inner is not null; inner = inner.InnerException)
        {
            if (inner is T found)
                return found;
        }

        return null;
    }
}
