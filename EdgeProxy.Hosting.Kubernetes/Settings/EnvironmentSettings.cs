using System.Globalization;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Kubernetes;
using EdgeProxy.Hosting.Kubernetes.Reading;
using Microsoft.Extensions.Configuration;

namespace EdgeProxy.Hosting.Kubernetes.Settings;

/// <summary>The settings that <c>AppHost.cs</c> makes, by the same rules as those of the configuration, which override them.</summary>
internal static class EnvironmentSettings
{
    /// <exception cref="DistributedApplicationException">One is not allowed, or is a parameter without a value.</exception>
    public static async Task<PublishSettings> ReadAsync(KubernetesEnvironmentResource environment, IReadOnlyList<IResource> resources, ParameterValues parameterValues, CancellationToken cancellationToken)
    {
        var defaults = new PublishSettings();
        var set = new Dictionary<string, string?>
        {
            ["PullPolicy"] = environment.DefaultImagePullPolicy,
            ["ServiceType"] = environment.DefaultServiceType,
            ["Storage:Type"] = environment.DefaultStorageType,
            ["Storage:Size"] = environment.DefaultStorageSize,
            ["Storage:ClassName"] = environment.DefaultStorageClassName,
            ["Storage:AccessMode"] = environment.DefaultStorageReadWritePolicy,
            ["Registry"] = await ImageNames.RegistryAsync(environment, resources, parameterValues, cancellationToken),
            ["Deploy:KubeConfig"] = environment.KubeConfigPath,
            [PublishFeature.Dashboard.SettingKey] = environment.DashboardEnabled.ToString(CultureInfo.InvariantCulture),
        };
        var missing = new List<ParameterResource>();
        foreach (var (key, value) in environment.Helm.All)
        {
            set[key] = value is ParameterResource parameter ? await parameterValues.FindAsync(parameter, cancellationToken) : (string)value;
            if (set[key] is null)
                missing.Add((ParameterResource)value);
        }

        if (missing.Count > 0)
            throw new DistributedApplicationException(ParameterValues.DescribeMissing(missing));
        if (set.Remove("ChartDescription", out var description))
            defaults = defaults with { ChartDescription = description };
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(set.Select(one => KeyValuePair.Create($"Publish:{one.Key}", one.Value))).Build();
        return PublishSettingsReader.Read(configuration, defaults, []);
    }
}
