using EdgeProxy.Hosting.ApplicationModel;
using EdgeProxy.Hosting.Publishing.Application;
using EdgeProxy.Hosting.Publishing.Deploying;
using EdgeProxy.Hosting.Publishing.Output;
using EdgeProxy.Hosting.Publishing.Settings;
using Microsoft.Extensions.Configuration;

namespace EdgeProxy.Hosting.Publishing;

/// <summary>Model to Kubernetes objects to text to files, and on to a cluster where that is asked for.</summary>
internal sealed class PublishOperation(DistributedApplicationModel model, IConfiguration configuration, PublishOptions options, TextWriter output)
{
    // The AppHost's configuration has the environment's variables.
    private const string SearchPath = "PATH";

    /// <summary>Publishes, deploys or destroys.</summary>
    /// <exception cref="DistributedApplicationException">It cannot be done; nothing was half written.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var projects = model.Resources.OfType<ProjectResource>().Select(project => project.Name).ToList();
        var settings = PublishSettingsReader.Read(configuration, options.Profile, projects);
        ModelRules.Check(model);
        var application = ApplicationReader.Read(model, settings);
        var files = Publisher.Publish(application, settings);
        var deployment = new Deployment(application, settings, options, new ExternalTools(output, configuration[SearchPath] ?? ""));

        switch (options.Step)
        {
            case "deploy":
                var secrets = SecretValues.Read(model, application);
                await deployment.CheckAsync(cancellationToken);
                await WriteAsync(application, settings, files, cancellationToken);
                await deployment.DeployAsync(secrets, output, cancellationToken);
                break;
            case "destroy":
                await deployment.CheckAsync(cancellationToken);
                await deployment.DestroyAsync(files, output, cancellationToken);
                break;
            default:
                await WriteAsync(application, settings, files, cancellationToken);
                break;
        }
    }

    private async Task WriteAsync(
        PublishedApplication application, PublishSettings settings, IReadOnlyList<PublishedFile> files, CancellationToken cancellationToken)
    {
        await new OutputFolder(options.OutputPath).WriteAsync(files, cancellationToken);
        await output.WriteAsync(Summary.Of(application, settings, options.OutputPath));
    }
}
