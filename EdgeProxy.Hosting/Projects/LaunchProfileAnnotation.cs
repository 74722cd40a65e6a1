using EdgeProxy.Hosting.ApplicationModel;

namespace EdgeProxy.Hosting.Projects;


/// <summary>The launch profile that a project runs with.</summary>
internal sealed class LaunchProfileAnnotation(LaunchProfile profile) : IResourceAnnotation
{
    public LaunchProfile Profile { get; } = profile;
}
