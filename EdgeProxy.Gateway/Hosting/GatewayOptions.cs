namespace EdgeProxy.Gateway.Hosting;

/// <summary>How the process starts.</summary>
internal static class GatewayOptions
{
    private const string Settings = "appsettings.json";

    /// <summary>The settings of the current folder where there are some, and those beside the program otherwise.</summary>
    public static WebApplicationOptions From(string[] args) => new()
    {
        Args = args,
        ContentRootPath = File.Exists(Settings) ? Directory.GetCurrentDirectory() : AppContext.BaseDirectory,
    };
}
