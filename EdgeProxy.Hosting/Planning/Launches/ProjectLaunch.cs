using EdgeProxy.Hosting.ApplicationModel;
using EdgeProxy.Hosting.Planning.Values;
using EdgeProxy.Hosting.Projects;

namespace EdgeProxy.Hosting.Planning.Launches;

/// <summary>A .NET project: started straight from its built output, with what its launch profile says.</summary>
internal sealed class ProjectLaunch : ILaunch
{
    private readonly ProjectResource _project;
    private readonly IBuiltProjectMetadata _built;
    private readonly string _environmentName;

    private ProjectLaunch(ProjectResource project, IBuiltProjectMetadata built, string environmentName)
    {
        _project = project;
        _built = built;
        _environmentName = environmentName;
    }

    public string ResourceType => "Project";

    public string Source => _built.ProjectPath;

    public string LocalHost => EndpointPlan.LocalHost;

    public bool HasOwnPorts => false;

    public OtlpProtocol? Telemetry => OtlpProtocol.Grpc;

    public static ProjectLaunch? Find(ProjectResource project, RunPlanOptions options, PlanFaults faults)
    {
        var metadata = project.Annotations.OfType<IProjectMetadata>().LastOrDefault();
        if (metadata is not IBuiltProjectMetadata built)
        {
            faults.Add($"The project '{project.Name}' has no built output. Add it with AddProject<Projects.NAME>, where NAME is a project reference of the AppHost.");
            return null;
        }

        if (!File.Exists(built.TargetPath))
        {
            faults.Add($"The project '{project.Name}' is not built: '{built.TargetPath}' is missing. Build it with 'dotnet build \"{built.ProjectPath}\"', or run the AppHost without '--no-build'.");
            return null;
        }

        if (!File.Exists(Path.ChangeExtension(built.TargetPath, ".runtimeconfig.json")))
        {
            faults.Add($"The project '{project.Name}' is a library, not a program: '{built.ProjectPath}'. Add one with OutputType Exe, or Microsoft.NET.Sdk.Web; a library's reference in the AppHost says IsAspireProjectResource=\"false\".");
            return null;
        }

        return new ProjectLaunch(project, built, options.EnvironmentName);
    }

    public void AddEnvironment(InstancePlan instance, PlannedEnvironment environment)
    {
        environment.Set("ASPNETCORE_ENVIRONMENT", _environmentName);
        if (_project.TryGetLastAnnotation<LaunchProfileAnnotation>(out var annotation))
        {
            environment.Set("DOTNET_LAUNCH_PROFILE", annotation.Profile.Name);
            foreach (var (name, value) in annotation.Profile.EnvironmentVariables)
                environment.Set(name, value);
        }

        // Not in capitals, as Aspire has it: merged keys keep one spelling, and log filters compare it, so that none of a user's Logging:Console would hold.
        environment.Set("Logging__Console__FormatterName", "simple");
        environment.Set("DOTNET_SYSTEM_CONSOLE_ALLOW_ANSI_COLOR_REDIRECTION", "true");
        var urls = instance.Endpoints.Where(endpoint => endpoint.PortVariable is null && endpoint.Scheme is "http" or "https").Select(endpoint => endpoint.Url).ToList();
        if (urls.Count > 0)
            environment.Set("ASPNETCORE_URLS", string.Join(';', urls));
    }

    public ProcessPlan Process(InstancePlan instance, IReadOnlyList<PlannedText> arguments, PlannedEnvironment environment) =>
        DotnetProcess.Plan(_built.TargetPath, Path.GetDirectoryName(_built.ProjectPath)!, [.. arguments.Select(argument => argument.Value)], environment.Variables) with
        {
            SecretVariables = environment.Secrets,
            ShownArguments = [.. arguments.Select(argument => argument.Shown)],
        };
}
