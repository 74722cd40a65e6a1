using EdgeProxy.Hosting.ApplicationModel;
using EdgeProxy.Hosting.Planning.Values;

namespace EdgeProxy.Hosting.Planning.Launches;

/// <summary>A program of this machine, as it is.</summary>
internal sealed class ExecutableLaunch : ILaunch
{
    private readonly ExecutableResource _executable;
    private readonly string _program;

    private ExecutableLaunch(ExecutableResource executable, string program)
    {
        _executable = executable;
        _program = program;
    }

    public string ResourceType => "Executable";

    public string Source => _program;

    public string LocalHost => EndpointPlan.LocalHost;

    public bool HasOwnPorts => false;

    public OtlpProtocol? Telemetry => ILaunch.TelemetryOf(_executable);

    public static ExecutableLaunch? Find(ExecutableResource executable, PlanFaults faults)
    {
        if (!Directory.Exists(executable.WorkingDirectory))
        {
            faults.Add($"The folder '{executable.WorkingDirectory}' of the executable '{executable.Name}' is not there. Give AddExecutable one that is, relative to the AppHost's folder.");
            return null;
        }

        if (CommandLookup.Find(executable.Command, executable.WorkingDirectory) is not { } program)
        {
            faults.Add(executable.Command.Contains('/', StringComparison.Ordinal)
                ? $"The command '{executable.Command}' of the executable '{executable.Name}' is no program in '{executable.WorkingDirectory}'. Mend the path in AppHost.cs, or make the file executable."
                : $"The command '{executable.Command}' of the executable '{executable.Name}' is not on the PATH. Install it, or write a path in AppHost.cs: AddExecutable(\"{executable.Name}\", \"./{executable.Command}\", ...).");
            return null;
        }

        return new ExecutableLaunch(executable, program);
    }

    public void AddEnvironment(InstancePlan instance, PlannedEnvironment environment)
    {
        // A program of this machine gets no variables but those that AppHost.cs asks for.
    }

    public ProcessPlan Process(InstancePlan instance, IReadOnlyList<PlannedText> arguments, PlannedEnvironment environment) =>
        new(_program, [.. arguments.Select(argument => argument.Value)], _executable.WorkingDirectory, environment.Variables)
        {
            SecretVariables = environment.Secrets,
            ShownArguments = [.. arguments.Select(argument => argument.Shown)],
        };
}
