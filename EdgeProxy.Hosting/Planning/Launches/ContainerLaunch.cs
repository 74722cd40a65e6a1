using EdgeProxy.Hosting.ApplicationModel;
using EdgeProxy.Hosting.Containers;
using EdgeProxy.Hosting.Planning.Values;

namespace EdgeProxy.Hosting.Planning.Launches;

/// <summary>A container: an attached <c>run</c> of Docker or podman, which passes signals on and ends with the container.</summary>
internal sealed class ContainerLaunch : ILaunch
{
    // The runtime's own command reads these; a container that wants one of them gets it by value, and the command keeps its own.
    private static readonly string[] OfTheCommand = ["PATH", "HOME", "TMPDIR", "USER", "LANG", "DOCKER_", "CONTAINER", "BUILDAH_", "XDG_", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY"];

    private readonly ContainerResource _container;
    private readonly ContainerImageAnnotation _image;
    private readonly ContainerHost _host;
    private readonly List<string> _runtimeArguments;

    private ContainerLaunch(ContainerResource container, ContainerImageAnnotation image, ContainerHost host)
    {
        _container = container;
        _image = image;
        _host = host;
        _runtimeArguments = [.. container.Annotations.OfType<ContainerRuntimeArgsAnnotation>().SelectMany(annotation => annotation.Args)];
        HasOwnPorts = !IsOnHostNetwork(_runtimeArguments);
    }

    public string ResourceType => "Container";

    public string Source => ContainerImageName.Of(_image);

    public string LocalHost => HasOwnPorts ? _host.Runtime.LocalHost : EndpointPlan.LocalHost;

    public bool HasOwnPorts { get; }

    public OtlpProtocol? Telemetry => ILaunch.TelemetryOf(_container);

    public static ContainerLaunch? Find(ContainerResource container, RunPlanOptions options, PlanFaults faults)
    {
        if (!container.TryGetLastAnnotation<ContainerImageAnnotation>(out var image))
        {
            faults.Add($"The container '{container.Name}' has no image. Add it with AddContainer(\"{container.Name}\", \"IMAGE\", \"TAG\").");
            return null;
        }

        var mounts = container.Annotations.OfType<ContainerMountAnnotation>().Where(mount => mount.Type == ContainerMountType.BindMount && !Path.Exists(mount.Source)).ToList();
        foreach (var mount in mounts)
            faults.Add($"'{mount.Source}', which the container '{container.Name}' mounts at '{mount.Target}', is not there. Create it, or mend the path of WithBindMount in AppHost.cs.");
        var launch = new ContainerLaunch(container, image, options.Containers ?? throw new InvalidOperationException("The container runtime is looked for before the plan is made."));
        foreach (var endpoint in container.GetEndpointAnnotations().Where(endpoint => launch.HasOwnPorts && endpoint.TargetPort is null))
            faults.Add($"The endpoint '{endpoint.Name}' of the container '{container.Name}' has no target port. Say on which port the container listens: targetPort: 8080.");
        return launch;
    }

    public void AddEnvironment(InstancePlan instance, PlannedEnvironment environment)
    {
        // The image has its own.
    }

    public ProcessPlan Process(InstancePlan instance, IReadOnlyList<PlannedText> arguments, PlannedEnvironment environment)
    {
        var (variables, secrets) = (environment.Variables, environment.Secrets);
        IReadOnlyList<string> run =
        [
            "run", "--rm", "--name", instance.Name,
            "--label", $"{ContainerOwner.AppHostLabel}={_host.Owner.AppHost}", "--label", $"{ContainerOwner.ProcessLabel}={_host.Owner.Process}",
            .. Network(instance),
            .. _container.Annotations.OfType<ContainerMountAnnotation>().SelectMany(Mount),
            .. _container.Entrypoint is { } entrypoint ? ["--entrypoint", entrypoint] : Array.Empty<string>(),

            // A name alone: the value goes through the environment of the command, where a list of processes does not show it.
            .. variables.SelectMany(variable => new[] { "--env", IsOfTheCommand(variable.Key) && !secrets.Contains(variable.Key) ? $"{variable.Key}={variable.Value}" : variable.Key }),
            .. _runtimeArguments,
            Source,
        ];
        return new ProcessPlan(
            _host.Runtime.Program,
            [.. run, .. arguments.Select(argument => argument.Value)],
            Path.GetTempPath(),
            variables.Where(variable => secrets.Contains(variable.Key) || !IsOfTheCommand(variable.Key)).ToDictionary(StringComparer.Ordinal))
        {
            SecretVariables = secrets,
            ShownArguments = [.. run, .. arguments.Select(argument => argument.Shown)],
            Cleanup = _host.Runtime.Remove(instance.Name),
            ContainerName = instance.Name,
        };
    }

    private IEnumerable<string> Network(InstancePlan instance)
    {
        if (!HasOwnPorts)
            yield break;
        foreach (var endpoint in instance.Endpoints)
        {
            yield return "--publish";
            yield return $"127.0.0.1:{endpoint.Port}:{endpoint.TargetPort}";
        }

        // Docker on Linux does not know the name by itself.
        if (_host.Runtime.Name == ContainerRuntime.Docker && OperatingSystem.IsLinux())
            yield return $"--add-host={LocalHost}:host-gateway";
    }

    private static IEnumerable<string> Mount(ContainerMountAnnotation mount)
    {
        var source = mount.Source is { } name ? $"{name}:" : "";
        return ["--volume", $"{source}{mount.Target}{(mount.IsReadOnly ? ":ro" : "")}"];
    }

    private static bool IsOnHostNetwork(List<string> arguments) =>
        arguments.Contains("--network=host") || arguments.Contains("--net=host")
        || (arguments.IndexOf("--network") is >= 0 and var index && arguments.ElementAtOrDefault(index + 1) == "host");

    private static bool IsOfTheCommand(string variable) => OfTheCommand.Any(name => variable.StartsWith(name, StringComparison.OrdinalIgnoreCase));
}
