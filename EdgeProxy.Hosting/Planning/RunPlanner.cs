using EdgeProxy.Hosting.ApplicationModel;
using EdgeProxy.Hosting.Planning.Launches;
using EdgeProxy.Hosting.Planning.Values;

namespace EdgeProxy.Hosting.Planning;


/// <summary>Turns a model into a plan, or into every reason why it cannot be one.</summary>
internal sealed class RunPlanner(PortPlanner ports, SecretStore secrets)
{
    /// <summary>Checks everything, fixes ports and environment, starts nothing.</summary>
    /// <exception cref="DistributedApplicationException">The model cannot be run; the message has every reason.</exception>
    public RunPlan Plan(DistributedApplicationModel model, RunPlanOptions options)
    {
        var faults = new PlanFaults();
        ModelChecks.Run(model.Resources, faults);
        faults.ThrowIfAny();

        var parameters = ParameterValues.Read(model.Resources, secrets, faults);
        var resources = model.Resources.Where(LaunchFinder.HasProcesses).ToList();
        var launches = resources.ToDictionary(resource => resource.Name, resource => LaunchFinder.Find(resource, options, faults));
        var instances = resources.ToDictionary(
            resource => resource.Name,
            resource => ports.Plan(resource, launches[resource.Name]?.HasOwnPorts ?? false, options, faults));
        var dashboard = options.DashboardTargetPath is { } dashboardPath ? DashboardPlanner.Plan(dashboardPath, ports, options.OtlpApiKey) : null;
        faults.ThrowIfAny();

        var values = new ValueResolver(instances, parameters);
        var environment = new EnvironmentPlanner(instances, values, dashboard, options);
        return new RunPlan(
            [.. resources.Select(resource => ResourcePlanner.Plan(resource, launches[resource.Name]!, instances[resource.Name], environment, values))],
            dashboard,
            ValuePlanner.Plan(model.Resources, values),
            options.Containers);
    }
}
