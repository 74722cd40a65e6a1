using EdgeProxy.Hosting.ApplicationModel;

namespace EdgeProxy.Hosting;


/// <summary>Where a project of the application is. Generated for each project reference of the AppHost, in the namespace <c>Projects</c>.</summary>
public interface IProjectMetadata : IResourceAnnotation
{
    /// <summary>The full path of the project file.</summary>
    string ProjectPath { get; }
}
