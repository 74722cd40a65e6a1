using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Kubernetes;
using Aspire.Hosting.Pipelines;
using EdgeProxy.Hosting.Kubernetes.Application;
using EdgeProxy.Hosting.Kubernetes.Deploying;
using EdgeProxy.Hosting.Kubernetes.Reading;
using EdgeProxy.Hosting.Kubernetes.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeProxy.Hosting.Kubernetes.Pipeline;

/// <summary>What a step works with: the settings and the application, read anew.</summary>
/// <param name="Settings">How to publish.</param>
/// <param name="Application">What Kubernetes runs.</param>
/// <param name="Parameters">The parameters that the application's values name.</param>
/// <param name="ParameterValues">Finds the values of secrets.</param>
/// <param name="OutputPath">The folder that is published to.</param>
/// <param name="SearchPath">The folders where programs are looked for, as PATH has them.</param>
internal sealed record PublishRun(PublishSettings Settings, PublishedApplication Application, IReadOnlyList<ParameterResource> Parameters, ParameterValues ParameterValues, string OutputPath, string SearchPath)
{
    /// <exception cref="DistributedApplicationException">A setting is wrong, or the application cannot be published.</exception>
    public static async Task<PublishRun> ReadAsync(KubernetesEnvironmentResource environment, PipelineStepContext context)
    {
        var configuration = context.Services.GetRequiredService<IConfiguration>();
        var resources = context.Model.Resources.Where(resource => (resource.GetComputeEnvironment() ?? environment) == environment).ToList();
        var parameterValues = new ParameterValues(configuration);
        var settings = PublishSettingsReader.Read(
            configuration,
            await EnvironmentSettings.ReadAsync(environment, resources, parameterValues, context.CancellationToken),
            [.. resources.OfType<ProjectResource>().Select(project => project.Name)]);
        settings = settings with
        {
            Digests = Merge(environment.State.Images, image => image.Digest, settings.Digests),
            ImageChecksums = Merge(environment.State.Images, image => image.Checksum, settings.ImageChecksums),
            LiveReplicas = environment.State.LiveReplicas,
        };
        var (application, parameters) = await ApplicationReader.ReadAsync(resources, context.ExecutionContext, settings, parameterValues, context.CancellationToken);
        return new PublishRun(
            settings,
            application,
            parameters,
            parameterValues,
            context.Services.GetRequiredService<IPipelineOutputService>().GetOutputDirectory(),
            configuration["PATH"] ?? "");
    }

    // What the settings name goes before what was built.
    private static Dictionary<string, string> Merge(Dictionary<string, BuiltImage> images, Func<BuiltImage, string?> choose, IReadOnlyDictionary<string, string> named)
    {
        var merged = images.Where(image => choose(image.Value) is not null).ToDictionary(image => image.Key, image => choose(image.Value)!, StringComparer.Ordinal);
        foreach (var (name, value) in named)
            merged[name] = value;
        return merged;
    }

    /// <summary>Reads the values of the application's secrets.</summary>
    /// <exception cref="DistributedApplicationException">Some have no value.</exception>
    public Task<SecretValues> ReadSecretsAsync(CancellationToken cancellationToken) => SecretValues.ReadAsync(Application, Parameters, ParameterValues, cancellationToken);
}
