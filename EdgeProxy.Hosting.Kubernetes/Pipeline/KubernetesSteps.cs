using Aspire.Hosting.Kubernetes;
using Aspire.Hosting.Pipelines;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace EdgeProxy.Hosting.Kubernetes.Pipeline;

/// <summary>
/// The pipeline steps of an environment:
/// <code>
/// publish-k8s        writes the files                                                      -> publish
/// check-k8s          the settings are right, the tools are there, the cluster answers
/// build-images-k8s   builds the images and brings them to where the cluster finds them
/// deploy-k8s         check, build, publish, apply, wait until everything is ready          -> deploy
/// destroy-k8s        removes everything that was deployed                                  -> destroy
/// </code>
/// None depends on Aspire's <c>*-prereq</c> steps: those ask for missing parameters, and store their values, secrets too, in plain text.
/// </summary>
internal static class KubernetesSteps
{
    public static IEnumerable<PipelineStep> Create(KubernetesEnvironmentResource environment, PipelineStepFactoryContext factory)
    {
        var operations = new KubernetesOperations(environment);
        var name = environment.Name;
        var check = Step($"check-{name}", $"Checks the settings, the tools and the cluster of {name}.", operations.CheckAsync);
        var build = Step($"build-images-{name}", $"Builds the images of {name} and brings them to where the cluster finds them.", operations.BuildImagesAsync);
        var publish = Step($"publish-{name}", $"Writes the Kubernetes manifests and the Helm chart of {name}.", operations.PublishAsync);
        var deploy = Step($"deploy-{name}", $"Deploys the application to {name} and waits until it is ready.", operations.DeployAsync);
        var destroy = Step($"destroy-{name}", $"Removes the application from {name}.", operations.DestroyAsync);
        publish.RequiredBy(WellKnownPipelineSteps.Publish);
        deploy.RequiredBy(WellKnownPipelineSteps.Deploy);
        destroy.RequiredBy(WellKnownPipelineSteps.Destroy);
        deploy.DependsOn(check);
        deploy.DependsOn(build);
        deploy.DependsOn(publish);
        if (IsDeployment(factory, deploy.Name))
        {
            // Nothing is built for a cluster that does not answer, and what is published names the images that were built.
            build.DependsOn(check);
            publish.DependsOn(build);
        }

        return [check, build, publish, deploy, destroy];
    }

    private static bool IsDeployment(PipelineStepFactoryContext factory, string deployStep) =>
        factory.PipelineContext.Services.GetService<IOptions<PipelineOptions>>()?.Value.Step is { } step && (step == WellKnownPipelineSteps.Deploy || step == deployStep);

    private static PipelineStep Step(string name, string description, Func<PipelineStepContext, Task> action) =>
        new() { Name = name, Description = description, Action = action };
}
