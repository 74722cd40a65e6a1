using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace EdgeProxy.TestKit.Hosting;

/// <summary>One replica of a resource, as the orchestrator last reported it.</summary>
/// <param name="change">The report.</param>
public sealed class Replica(ResourceEvent change)
{
    private const string ProcessIdProperty = "executable.pid";

    /// <summary>The replica's name, such as <c>ping-svc-abcdwxyz</c>.</summary>
    public string Id => change.ResourceId;

    /// <summary>One of <see cref="KnownResourceStates"/>.</summary>
    public string? State => change.Snapshot.State?.Text;

    /// <summary>Whether its process runs.</summary>
    public bool IsRunning => State == KnownResourceStates.Running;

    /// <summary>Whether its process runs and every health check of it succeeds.</summary>
    public bool IsHealthy => IsRunning && change.Snapshot.HealthStatus == HealthStatus.Healthy;

    /// <summary>The exit code of its last process.</summary>
    public int? ExitCode => change.Snapshot.ExitCode;

    /// <summary>The process that runs it.</summary>
    /// <exception cref="InvalidOperationException">It has none.</exception>
    public int ProcessId =>
        change.Snapshot.Properties.FirstOrDefault(property => property.Name == ProcessIdProperty)?.Value is { } value
            ? Convert.ToInt32(value, CultureInfo.InvariantCulture)
            : throw new InvalidOperationException($"{Id} has no process; its state is {State}.");

    /// <summary>The environment that the orchestrator gave it.</summary>
    public IReadOnlyDictionary<string, string?> Environment => change.Snapshot.EnvironmentVariables.ToDictionary(variable => variable.Name, variable => variable.Value);

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Id}: {State}, {change.Snapshot.HealthStatus}, exit code {ExitCode}");
}
