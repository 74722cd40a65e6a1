using Aspire.Hosting.Kubernetes;
using Aspire.Hosting.Pipelines;
using EdgeProxy.Hosting.Kubernetes.Deploying;
using EdgeProxy.Hosting.Kubernetes.Output;

namespace EdgeProxy.Hosting.Kubernetes.Pipeline;

/// <summary>What the steps of an environment do.</summary>
internal sealed class KubernetesOperations(KubernetesEnvironmentResource environment)
{
    /// <summary>Writes the files.</summary>
    public async Task PublishAsync(PipelineStepContext context)
    {
        var run = await PublishRun.ReadAsync(environment, context);
        var files = Publisher.Publish(run.Application, run.Settings);
        await context.RunTaskAsync($"Writing {files.Count} files", async () =>
        {
            await new OutputFolder(run.OutputPath).WriteAsync(files, context.CancellationToken);
            return $"Wrote {files.Count} files to {run.OutputPath}";
        });
        // A deployment applies it by itself.
        if (environment.State.IsDeployment)
            return;
        foreach (var (key, value) in Summary.Of(run.Application, run.Settings, run.OutputPath))
            context.Report(key, value);
    }

    /// <summary>Checks everything that can be checked before anything is changed.</summary>
    public async Task CheckAsync(PipelineStepContext context)
    {
        var run = await PublishRun.ReadAsync(environment, context);
        await run.ReadSecretsAsync(context.CancellationToken);
        Publisher.Publish(run.Application, run.Settings);
        await context.RunTaskAsync("Checking the tools and the cluster", async () =>
        {
            await new Deployment(run, context).CheckAsync(environment.State);
            return "The tools are there and the cluster answers";
        });
    }

    /// <summary>Builds the images.</summary>
    public async Task BuildImagesAsync(PipelineStepContext context)
    {
        var run = await PublishRun.ReadAsync(environment, context);
        await new Deployment(run, context).BuildImagesAsync(environment.State);
    }

    /// <summary>Applies what is published.</summary>
    public async Task DeployAsync(PipelineStepContext context)
    {
        var run = await PublishRun.ReadAsync(environment, context);
        var secrets = await run.ReadSecretsAsync(context.CancellationToken);
        await new Deployment(run, context).DeployAsync(secrets);
    }

    /// <summary>Removes what was deployed.</summary>
    public async Task DestroyAsync(PipelineStepContext context)
    {
        var run = await PublishRun.ReadAsync(environment, context);
        await new Deployment(run, context).DestroyAsync();
    }
}
