using System.Runtime.InteropServices;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Aspire.Hosting.Lifecycle;
using Microsoft.Extensions.Configuration;

namespace EdgeProxy.Hosting.Launching;

/// <summary>
/// Makes the orchestrator start the built program of each project. Without it each replica is a <c>dotnet run --no-build</c>, which evaluates the project with MSBuild
/// and stays in memory beside the program.
/// </summary>
internal sealed class DirectLaunchSubscriber(DistributedApplicationModel model, ProjectOutputs outputs, IConfiguration configuration)
    : IDistributedApplicationEventingSubscriber
{
    private const string RuntimeRoot = "DOTNET_ROOT";

    public Task SubscribeAsync(IDistributedApplicationEventing eventing, DistributedApplicationExecutionContext executionContext, CancellationToken cancellationToken)
    {
        if (!IsStartedByTooling())
        {
            eventing.Subscribe<BeforeStartEvent>((_, _) =>
            {
                Apply();
                return Task.CompletedTask;
            });
        }

        return Task.CompletedTask;
    }

    /// <summary>An IDE starts projects itself to debug them, and <c>dotnet watch</c> to build and restart them.</summary>
    private bool IsStartedByTooling() =>
        !string.IsNullOrEmpty(configuration["DEBUG_SESSION_PORT"])
        || (configuration["DOTNET_WATCH"] is { } watch && (watch == "1" || watch.Equals("true", StringComparison.OrdinalIgnoreCase)));

    private void Apply()
    {
        foreach (var project in model.Resources.OfType<ProjectResource>())
        {
            var path = project.GetProjectMetadata().ProjectPath;
            if (project.HasAnnotationOfType<ExecutableAnnotation>() || outputs.FindProgram(path) is not { } program)
                continue;
            project.Annotations.Add(new ExecutableAnnotation { Command = program, WorkingDirectory = Path.GetDirectoryName(path)! });
            project.Annotations.Add(new EnvironmentCallbackAnnotation(SetRuntimeRoot));
        }
    }

    /// <summary>A program finds a runtime outside the default folders by this variable alone. <c>dotnet run</c> sets it for what it starts.</summary>
    private void SetRuntimeRoot(IDictionary<string, object> variables)
    {
        if (string.IsNullOrEmpty(configuration[RuntimeRoot]) && !variables.ContainsKey(RuntimeRoot))
            variables[RuntimeRoot] = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
    }
}
