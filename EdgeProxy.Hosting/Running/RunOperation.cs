using EdgeProxy.Hosting.ApplicationModel;
using EdgeProxy.Hosting.CommandLine;
using EdgeProxy.Hosting.Commands;
using EdgeProxy.Hosting.Containers;
using EdgeProxy.Hosting.Planning;
using EdgeProxy.Hosting.Rebuilding;
using EdgeProxy.Hosting.ResourceFeed;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace EdgeProxy.Hosting.Running;


/// <summary>Model to plan to processes; and back, in reverse order.</summary>
internal sealed class RunOperation(
    DistributedApplicationModel model,
    RunPlanner planner,
    ContainerRuntimeFinder containers,
    ReplicaServices services,
    Rebuilder rebuilder,
    AppHostContext context,
    AppHostArguments arguments,
    IHostEnvironment environment,
    IConfiguration configuration) : IAsyncDisposable
{
    private readonly List<ReplicaGroup> _groups = [];
    private readonly TaskCompletionSource<string> _failedToStart = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private DashboardRunner? _dashboard;
    private ConsoleCommands? _commands;
    private ReadyAnnouncement? _ready;
    private bool _isStopped;

    /// <summary>Completes with the message for a person when a resource does not start at all.</summary>
    public Task<string> FailedToStart => _failedToStart.Task;

    /// <summary>Every running resource with its replicas, in the order of <c>AppHost.cs</c>; empty before the start.</summary>
    public IReadOnlyList<ReplicaGroup> Groups => _groups;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        services.Output.WriteLine("Distributed application starting.");
        var plan = planner.Plan(model, await OptionsAsync(cancellationToken));
        cancellationToken.ThrowIfCancellationRequested();
        if (plan.Containers is { } host)
            await ContainerSweep.RunAsync(host.Runtime, host.Owner, cancellationToken);
        ValueStates.Publish(plan.Values, services.States);
        _groups.AddRange(plan.Resources.Select(resource => new ReplicaGroup(resource, services)));
        services.Output.Align(_groups.SelectMany(group => group.Runners).Select(runner => runner.Name));
        foreach (var group in _groups)
            group.Start(_failedToStart);
        var control = new ResourceControl(Groups, rebuilder);
        if (plan.Dashboard is { } dashboard)
            _dashboard = DashboardRunner.Start(dashboard, context, services, Groups, plan.Values, control);
        await Task.WhenAll(_groups.SelectMany(group => group.Runners).Select(runner => runner.FirstTry));
        RunSummary.Write(plan, services.Output);
        if (context.Input is { } input)
        {
            services.Output.WriteToConsole(ConsoleCommands.Hint);
            _commands = ConsoleCommands.Start(input, control, services.Output);
        }

        _ready = new ReadyAnnouncement(plan, services);
    }

    /// <summary>Stops all of it, those first that use others; a second call does nothing.</summary>
    public async Task StopAsync(CancellationToken kill)
    {
        if (_isStopped)
            return;
        _isStopped = true;
        if (_groups.Count > 0)
            services.Output.WriteLine("Distributed application stopping.");
        if (_ready is not null)
            await _ready.DisposeAsync();
        await rebuilder.StopAsync();
        if (_commands is not null)
            await _commands.DisposeAsync();
        var faults = new List<Exception>();
        foreach (var wave in StopOrder.Of([.. _groups.Select(group => group.Plan)]))
        {
            var groups = _groups.Where(group => wave.Contains(group.Plan));
            await CollectAsync(Task.WhenAll(groups.Select(group => group.StopAsync(kill))), faults);
        }

        if (_dashboard is not null)
            await CollectAsync(_dashboard.StopAsync(kill), faults);

        // Whatever went wrong above, nothing started by this thread or known to its watchdog outlives it.
        await services.Launcher.DisposeAsync();
        rebuilder.RemoveFolders();
        _groups.ForEach(group => group.Dispose());
        foreach (var fault in faults)
            services.Output.WriteLine($"Stopping went wrong: {fault.Message}");
        await services.Output.DisposeAsync();
    }

    public async ValueTask DisposeAsync() => await StopAsync(CancellationToken.None);

    private async Task<RunPlanOptions> OptionsAsync(CancellationToken cancellationToken)
    {
        var wantsDashboard = !context.IsTest && configuration.GetValue("Dashboard:Enabled", true);
        return new RunPlanOptions
        {
            EnvironmentName = environment.EnvironmentName,
            OtlpApiKey = configuration["AppHost:OtlpApiKey"],
            UseFreePorts = context.IsTest || arguments.Isolated,
            DashboardTargetPath = wantsDashboard ? context.DashboardTargetPath : null,
            Containers = model.Resources.OfType<ContainerResource>().Any()
                ? new ContainerHost(await containers.FindAsync(cancellationToken), ContainerOwner.Of(context.ProjectDirectory))
                : null,
        };
    }

    private static async Task CollectAsync(Task task, List<Exception> faults)
    {
        try
        {
            await task;
        }
#pragma warning disable CA1031 // One stop that fails must not keep the others from stopping; every fault is reported in the end.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            faults.Add(exception);
        }
    }
}
