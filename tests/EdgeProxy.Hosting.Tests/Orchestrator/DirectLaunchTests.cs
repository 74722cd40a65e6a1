using EdgeProxy.TestKit;
using EdgeProxy.TestKit.Hosting;

namespace EdgeProxy.Hosting.Tests.Orchestrator;

/// <summary>
/// What EdgeProxy.Hosting relies on: a project with an <see cref="ExecutableAnnotation"/> is started as that program, and is a project in every other way. Aspire documents little of that.
/// </summary>
[Collection(RunningSystem.Collection)]
public sealed class DirectLaunchTests(RunningSystem system)
{
    private const string Service = "EdgeProxy.Scenarios.Service";

    [Fact]
    public void Processes_AreTheBuiltPrograms()
    {
        Assert.All(system.Application.ReplicasOf(Scenario.Ping), replica =>
            Assert.Equal(Path.Combine(Repository.OutputOf($"tests/{Service}"), Service), ProgramOf(replica)));
        Assert.Equal(Path.Combine(Repository.OutputOf("EdgeProxy.Gateway"), "EdgeProxy.Gateway"), ProgramOf(system.Edge));
    }

    [Fact]
    public void Processes_RunInTheProjectsFolder() =>
        Assert.All(system.Application.ReplicasOf(Scenario.Ping), replica =>
            Assert.Equal(Path.Combine(Repository.Root, "tests", Service), new FileInfo($"/proc/{replica.ProcessId}/cwd").LinkTarget));

    [Fact]
    public void Processes_HaveTheEnvironmentOfAProject()
    {
        var replica = system.Application.ReplicasOf(Scenario.Ping)[0];
        var variables = File.ReadAllText($"/proc/{replica.ProcessId}/environ").Split('\0');

        // Of the launch profile, of the endpoint, and of Aspire's defaults for a project.
        Assert.Contains("ASPNETCORE_ENVIRONMENT=Development", variables);
        Assert.Contains(variables, variable => variable.StartsWith("ASPNETCORE_URLS=http://localhost:", StringComparison.Ordinal));
        Assert.Contains(variables, variable => variable.StartsWith("OTEL_SERVICE_NAME=", StringComparison.Ordinal));
    }

    [Fact]
    public void Resource_IsAProject() => Assert.IsType<ProjectResource>(
        Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions.GetRequiredService<DistributedApplicationModel>(system.Application.App.Services)
            .Resources.Single(resource => resource.Name == Scenario.Ping));

    private static string? ProgramOf(Replica replica) => new FileInfo($"/proc/{replica.ProcessId}/exe").LinkTarget;
}
