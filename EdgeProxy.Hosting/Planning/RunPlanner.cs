using EdgeProxy.Hosting.ApplicationModel;

namespace EdgeProxy.Hosting.Planning;


/// <summary>Turns a model into a plan, or into every reason why it cannot be one.</summary>
internal sealed class RunPlanner(PortPlanner ports)
{
    /// <summary>Checks everything, fixes ports and environment, starts nothing.</summary>
    /// <exception cref="DistributedApplicationException">The model cannot be run; the message has every reason.</exception>
    public RunPlan Plan(DistributedApplicationModel model, RunPlanOptions options)
    {
        var faults = new PlanFaults();
        ModelChecks.Run(model.Resources, faults);
        faults.ThrowIfAny();

        var projects = model.Resources.OfType<ProjectResource>().ToList();
        var outputs = projects.ToDictionary(project => project.Name, project => ProjectOutput.Find(project, faults));
        var instances = projects.ToDictionary(
            project => project.Name,
            project => ports.Plan(project, options, faults));
        var dashboard = options.DashboardTargetPath is { } dashboardPath ? DashboardPlanner.Plan(dashboardPath, ports) : null;
        faults.ThrowIfAny();

        var environment = new EnvironmentPlanner(instances, dashboard, options);
        return new RunPlan([.. projects.Select(project => Plan(project, outputs[project.Name]!, instances[project.Name], environment))], dashboard);
    }

    private static ResourcePlan Plan(
        ProjectResource project, ProjectOutput output, IReadOnlyList<InstancePlan> instances, EnvironmentPlanner environment)
    {
        var waits = project.Annotations.OfType<WaitAnnotation>().Select(wait => wait.Resource.Name).Distinct().ToList();
        var references = project.Annotations.OfType<EndpointReferenceAnnotation>().Select(reference => reference.Resource.Name);
        var arguments = project.Annotations.OfType<CommandLineArgsAnnotation>().SelectMany(annotation => annotation.Args).ToList();
        return new ResourcePlan(
            project,
            [.. instances.Select(instance => new ReplicaPlan(
                project,
                instance.Name,
                output.Process(arguments, environment.For(project, instance)),
                instance.Endpoints,
                HealthChecks(project, instance)))],
            waits,
            [.. waits.Concat(references).Distinct()],
            project.TryGetLastAnnotation<ExplicitStartupAnnotation>(out _));
    }

    private static List<HealthCheckPlan> HealthChecks(ProjectResource project, InstancePlan instance) =>
    [
        .. project.Annotations.OfType<HttpHealthCheckAnnotation>().Select(check =>
        {
            var name = project.FindHttpEndpoint(check.EndpointName)!.Name;
            var endpoint = instance.Endpoints.First(endpoint => endpoint.Name == name);
            return new HealthCheckPlan($"{project.Name}_{name}_{check.Path}_{check.StatusCode}", new Uri(endpoint.Url + check.Path), check.StatusCode);
        }),
    ];
}
