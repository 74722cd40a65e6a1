using EdgeProxy.Hosting.Commands;
using EdgeProxy.Hosting.Planning;
using EdgeProxy.Hosting.Running;

namespace EdgeProxy.Hosting.ResourceFeed;


/// <summary>The dashboard as a child: run like a replica, fed with what the engine knows. The application does without it when it fails.</summary>
internal sealed class DashboardRunner
{
    private readonly ReplicaGroup _process;
    private readonly FeedClient _feed;

    private DashboardRunner(ReplicaGroup process, FeedClient feed)
    {
        _process = process;
        _feed = feed;
    }

    public static DashboardRunner Start(
        DashboardPlan plan, AppHostContext context, ReplicaServices services, IReadOnlyList<ReplicaGroup> groups, IReadOnlyList<ValuePlan> values, ResourceControl control)
    {
        var resource = new DashboardResource();
        var endpoint = new EndpointPlan("http", "http", plan.Address.Port, null);
        var replica = new ReplicaPlan(resource, DashboardResource.WellKnownName, plan.Process, [endpoint], []) { ResourceType = "Dashboard" };
        var ownStates = services with { States = new ResourceStateStore() };
        var process = new ReplicaGroup(new ResourcePlan(resource, [replica], [], [], IsExplicitStart: false), ownStates);
        var feed = new FeedClient(plan, context, services, groups, values, control);
        var failed = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        process.Start(failed);
        feed.Start(failed.Task);
        return new DashboardRunner(process, feed);
    }

    public async Task StopAsync(CancellationToken kill)
    {
        await _feed.DisposeAsync();
        await _process.StopAsync(kill);
        _process.Dispose();
    }
}
