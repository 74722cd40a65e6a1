using System.Globalization;
using System.Reflection;
using Aspire.Hosting;

namespace EdgeProxy.Hosting;

/// <summary>
/// Switches for what EdgeProxy.Hosting adds to an application that runs locally. Each is on by default.
/// <para>
/// A switch is turned off by configuration, <c>EdgeProxy:DirectLaunch=false</c> (a setting, an argument <c>--EdgeProxy:DirectLaunch=false</c> or a variable
/// <c>EdgeProxy__DirectLaunch=false</c>), or when the AppHost is built, <c>-p:EdgeProxyDirectLaunch=false</c>. Configuration takes precedence.
/// </para>
/// </summary>
public sealed class EdgeProxyHostingOptions
{
    /// <summary>The configuration section that holds the switches.</summary>
    public const string SectionName = "EdgeProxy";

    private const string MetadataPrefix = "EdgeProxy.Hosting:Option:";

    private static readonly string[] Names =
        [nameof(DirectLaunch), nameof(OrderlyStop), nameof(ReplicaDiscovery), nameof(RestartPolicies), nameof(DirectPorts)];

    /// <summary>
    /// Starts the built program of each project instead of <c>dotnet run --no-build</c>. Projects start as Aspire starts them under an IDE, under <c>dotnet watch</c>,
    /// and where no program was built, whatever this says.
    /// </summary>
    public bool DirectLaunch { get; set; } = true;

    /// <summary>Stops projects and executables before the dashboard and the orchestrator, the edge first.</summary>
    public bool OrderlyStop { get; set; } = true;

    /// <summary>Gives the edge the address of each replica of the services that it references, instead of the address of the orchestrator's proxy.</summary>
    public bool ReplicaDiscovery { get; set; } = true;

    /// <summary>Starts a replica again that ended without being asked to, where <c>WithRestartPolicy</c> says so.</summary>
    public bool RestartPolicies { get; set; } = true;

    /// <summary>
    /// Lets the edge listen on its ports itself, without the orchestrator's proxy in front. Random ports (<c>DcpPublisher:RandomizePorts</c>) need that proxy, whatever
    /// this says.
    /// </summary>
    public bool DirectPorts { get; set; } = true;

    /// <summary>Reads the switches of an AppHost.</summary>
    /// <param name="builder">The AppHost's builder.</param>
    /// <returns>The switches.</returns>
    /// <exception cref="DistributedApplicationException">The section has a key that is not a switch, or a value that is neither <c>true</c> nor <c>false</c>.</exception>
    internal static EdgeProxyHostingOptions Read(IDistributedApplicationBuilder builder)
    {
        var options = new EdgeProxyHostingOptions();
        var metadata = builder.AppHostAssembly?.GetCustomAttributes<AssemblyMetadataAttribute>() ?? [];
        foreach (var attribute in metadata.Where(attribute => attribute.Key.StartsWith(MetadataPrefix, StringComparison.Ordinal)))
            options.Set($"the MSBuild property 'EdgeProxy{attribute.Key[MetadataPrefix.Length..]}'", attribute.Key[MetadataPrefix.Length..], attribute.Value);
        foreach (var setting in builder.Configuration.GetSection(SectionName).GetChildren())
            options.Set($"'{setting.Path}'", setting.Key, setting.Value);
        return options;
    }

    private void Set(string place, string name, string? text)
    {
        if (Names.FirstOrDefault(known => known.Equals(name, StringComparison.OrdinalIgnoreCase)) is not { } option)
            throw new DistributedApplicationException(string.Create(CultureInfo.InvariantCulture, $"{place} is not known. Allowed: {string.Join(", ", Names)}."));
        if (!bool.TryParse(text, out var value))
            throw new DistributedApplicationException(string.Create(CultureInfo.InvariantCulture, $"{place} must be 'true' or 'false', was '{text}'."));
        switch (option)
        {
            case nameof(DirectLaunch): DirectLaunch = value; break;
            case nameof(OrderlyStop): OrderlyStop = value; break;
            case nameof(ReplicaDiscovery): ReplicaDiscovery = value; break;
            case nameof(RestartPolicies): RestartPolicies = value; break;
            default: DirectPorts = value; break;
        }
    }
}
