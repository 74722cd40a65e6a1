using EdgeProxy.Hosting.ApplicationModel;
using EdgeProxy.Hosting.Planning.Values;

namespace EdgeProxy.Hosting.Planning.Launches;

/// <summary>How a resource of one kind becomes processes. Nothing else of the plan, and nothing of the run, knows what kinds there are.</summary>
internal interface ILaunch
{
    /// <summary>What the dashboard calls the kind: <c>Project</c>.</summary>
    string ResourceType { get; }

    /// <summary>What it is made from: a project file, a program, an image.</summary>
    string Source { get; }

    /// <summary>How its processes call this machine.</summary>
    string LocalHost { get; }

    /// <summary>Whether its processes have ports of their own, behind those of this machine.</summary>
    bool HasOwnPorts { get; }

    /// <summary>How telemetry is sent; null when it is told nothing about that.</summary>
    OtlpProtocol? Telemetry { get; }

    /// <summary>The variables of its kind, under all that the application says.</summary>
    void AddEnvironment(InstancePlan instance, PlannedEnvironment environment);

    /// <summary>What is started for one replica.</summary>
    ProcessPlan Process(InstancePlan instance, IReadOnlyList<PlannedText> arguments, PlannedEnvironment environment);

    /// <summary>How telemetry is sent by what is not a project.</summary>
    static OtlpProtocol? TelemetryOf(IResource resource) => resource.TryGetLastAnnotation<OtlpExporterAnnotation>(out var exporter) ? exporter.Protocol : null;
}
