using EdgeProxy.Hosting.ApplicationModel;

namespace EdgeProxy.Hosting.Planning;


/// <summary>What the build made of a project.</summary>
/// <param name="projectDirectory">The folder of the project, which the process runs in.</param>
/// <param name="targetPath">The built assembly.</param>
internal sealed class ProjectOutput(string projectDirectory, string targetPath)
{
    /// <summary>The output of a project; null, and a fault told, when it is not there.</summary>
    public static ProjectOutput? Find(ProjectResource project, PlanFaults faults)
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

        return new ProjectOutput(Path.GetDirectoryName(built.ProjectPath)!, built.TargetPath);
    }

    /// <summary>The process, started straight from the output.</summary>
    public ProcessPlan Process(IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment) =>
        DotnetProcess.Plan(targetPath, projectDirectory, arguments, environment);
}
