namespace EdgeProxy.Hosting.ApplicationModel;

/// <summary>A program of this machine.</summary>
/// <param name="name">The resource's name.</param>
/// <param name="command">The program: a name on the PATH, or a path, relative to the working directory when it is not absolute.</param>
/// <param name="workingDirectory">The folder that it runs in.</param>
public class ExecutableResource(string name, string command, string workingDirectory)
    : Resource(name), IResourceWithEnvironment, IResourceWithArgs, IResourceWithEndpoints, IResourceWithWaitSupport
{
    /// <summary>The program.</summary>
    public string Command { get; } = command;

    /// <summary>The folder that it runs in.</summary>
    public string WorkingDirectory { get; } = workingDirectory;
}
