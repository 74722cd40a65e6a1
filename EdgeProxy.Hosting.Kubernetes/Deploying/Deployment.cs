using System.Globalization;
using Aspire.Hosting;
using Aspire.Hosting.Pipelines;
using EdgeProxy.Hosting.Kubernetes.Objects;
using EdgeProxy.Hosting.Kubernetes.Pipeline;
using EdgeProxy.Hosting.Kubernetes.Settings;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeProxy.Hosting.Kubernetes.Deploying;

/// <summary>Brings what is published into a cluster, and takes it out again.</summary>
internal sealed class Deployment
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(1);

    private readonly Cluster _cluster;
    private readonly Images _images;
    private readonly IApplier _applier;
    private readonly DashboardSecret _dashboardSecret;
    private readonly DeployedObjects _deployed;
    private readonly PublishRun _run;
    private readonly ExternalTools _tools;
    private readonly PipelineStepContext _context;
    private readonly TimeProvider _time;

    /// <exception cref="DistributedApplicationException">The settings ask for Helm, and the profile has no chart.</exception>
    public Deployment(PublishRun run, PipelineStepContext context)
    {
        var settings = run.Settings;
        var useHelm = (settings.Deploy.Tool ?? (settings.Profile == PublishProfile.Full ? "helm" : "kubectl")) == "helm";
        if (useHelm && settings.Profile != PublishProfile.Full)
            throw new DistributedApplicationException("'Publish:Deploy:Tool' is 'helm', and only the full profile has a chart. Allowed with this profile: 'kubectl'.");
        _run = run;
        _context = context;
        _time = context.Services.GetService<TimeProvider>() ?? TimeProvider.System;
        _tools = new ExternalTools(context.Logger, run.SearchPath);
        _cluster = new Cluster(settings, _tools);
        _deployed = new DeployedObjects(run.Application, settings, _cluster);
        _applier = useHelm
            ? new HelmApplier(run.Application, settings, _cluster, _deployed, _tools, context.Logger)
            : new KubectlApplier(run.Application, settings, _cluster, _deployed);
        _images = new Images(run, _cluster, _tools);
        _dashboardSecret = new DashboardSecret(settings, _cluster, _deployed);
    }

    private CancellationToken Cancellation => _context.CancellationToken;

    private IReadOnlyList<string> Apps => Publisher.AppsOf(_run.Application, _run.Settings);

    private string? EntryService => _run.Settings.Profile == PublishProfile.Sidecar ? _run.Application.Sidecar!.Name : _run.Application.Entry?.Name;

    /// <summary>Makes sure that every tool is there, that the cluster answers and that nothing stands in the way, before anything is changed.</summary>
    /// <exception cref="DistributedApplicationException">Something does.</exception>
    public async Task CheckAsync(PipelineState state)
    {
        await CheckClusterAsync();
        await _applier.CheckAsync(Cancellation);
        await _images.CheckAsync(Cancellation);
        state.IsDeployment = true;
        if (_run.Settings.Has(PublishFeature.Autoscaling))
            state.LiveReplicas = await LiveReplicasAsync();
    }

    /// <summary>Builds the images and brings them to where the cluster finds them.</summary>
    public Task BuildImagesAsync(PipelineState state) => _images.BuildAsync(_context, state);

    /// <summary>Applies the objects, waits for the rollout and reports where the edge is.</summary>
    /// <exception cref="DistributedApplicationException">It failed; the message says why, as far as the cluster knows.</exception>
    public async Task DeployAsync(SecretValues secrets)
    {
        var name = await _cluster.NamespaceAsync(Cancellation);
        await _context.RunTaskAsync($"Deploying to the namespace '{name}'", async () =>
        {
            await _cluster.EnsureNamespaceAsync(Cancellation);
            await _dashboardSecret.EnsureAsync(_context);
            try
            {
                await _applier.ApplyAsync(_run.OutputPath, secrets, Cancellation);
            }
            catch (DistributedApplicationException exception)
            {
                var reasons = await new RolloutDiagnosis(_cluster).DescribeAsync(Apps, Cancellation);
                throw reasons.Length == 0 ? exception : new DistributedApplicationException($"'{_run.Application.Name}' did not become ready in the namespace '{name}':\n{reasons}\n{exception.Message}", exception);
            }

            return $"Every pod of '{_run.Application.Name}' is ready";
        });
        _context.Report("Deployed", await _cluster.EntryAddressAsync(EntryService, Cancellation));
    }

    /// <summary>Removes everything that was deployed, and waits until its pods are gone. The namespace stays: others may use it.</summary>
    /// <exception cref="DistributedApplicationException">It failed, or pods are still there after the time-out.</exception>
    public async Task DestroyAsync()
    {
        await CheckClusterAsync();
        var name = await _cluster.NamespaceAsync(Cancellation);
        await _context.RunTaskAsync($"Removing '{_deployed.Owner}' from the namespace '{name}'", async () =>
        {
            await _applier.RemoveAsync(Cancellation);
            await WaitUntilGoneAsync();
            await _cluster.KubectlAsync(["delete", "configmap,secret", "--selector", _deployed.Selector, "--ignore-not-found"], Cancellation);
            return "Removed";
        });
        _context.Report("Removed", $"'{_deployed.Owner}' from the namespace '{name}'");
        if (_run.Application.Claims.Count > 0)
            _context.Report("Kept", $"the data of {string.Join(", ", _run.Application.Claims.Select(claim => $"'{claim.Source}'"))}. This removes them for good: kubectl --namespace {name} delete {string.Join(' ', _run.Application.Claims.Select(claim => $"{StorageClaim.Kind}/{claim.Name}"))}");
    }

    private async Task WaitUntilGoneAsync()
    {
        var timeout = TimeSpan.FromSeconds(_run.Settings.Deploy.TimeoutSeconds);
        var start = _time.GetTimestamp();
        while (await _cluster.AskAsync(["get", "pods", "--selector", RolloutDiagnosis.Selector(Apps), "--output", "name"], Cancellation) is { } pods)
        {
            if (_time.GetElapsedTime(start) > timeout)
                throw new DistributedApplicationException($"After {timeout.TotalSeconds:0} s these pods are still there: {string.Join(", ", pods.Split('\n'))}. 'kubectl describe' says what holds them; 'Publish:Deploy:TimeoutSeconds' waits longer.");
            await Task.Delay(PollInterval, _time, Cancellation);
        }
    }

    private async Task<Dictionary<string, int>> LiveReplicasAsync()
    {
        var replicas = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var app in _run.Application.Workloads.Where(workload => workload.IsScalable).Select(workload => workload.Name))
        {
            var answer = await _cluster.AskAsync(["get", "deployment", app, "--ignore-not-found", "--output", "jsonpath={.spec.replicas}"], Cancellation);
            if (int.TryParse(answer, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                replicas[app] = number;
        }

        return replicas;
    }

    private async Task CheckClusterAsync()
    {
        foreach (var tool in _applier.Tools)
            _tools.Find(tool);
        await _cluster.CheckAsync(Cancellation);
    }
}
