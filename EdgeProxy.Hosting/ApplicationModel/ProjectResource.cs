namespace EdgeProxy.Hosting.ApplicationModel;


/// <summary>A .NET project that is built with the AppHost and run as a process.</summary>
/// <param name="name">The resource's name.</param>
public class ProjectResource(string name)
    : Resource(name), IResourceWithEnvironment, IResourceWithArgs, IResourceWithServiceDiscovery, IResourceWithWaitSupport;
