using EdgeProxy.Hosting.ApplicationModel;

namespace EdgeProxy.Hosting;

/// <summary>Adds programs of this machine to an application, by Aspire's names.</summary>
public static class ExecutableResourceBuilderExtensions
{
    /// <summary>
    /// Adds a program: a Node or Python service, a database of the system. It is told its port by an endpoint's variable,
    /// <c>WithHttpEndpoint(env: "PORT")</c>. It is not published: nothing says which image it would be.
    /// </summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The resource's name.</param>
    /// <param name="command">The program: a name on the PATH, or a path, relative to the working directory when it is not absolute.</param>
    /// <param name="workingDirectory">The folder that it runs in, relative to the AppHost's.</param>
    /// <param name="args">Its arguments.</param>
    /// <returns>The builder of the resource.</returns>
    public static IResourceBuilder<ExecutableResource> AddExecutable(
        this IDistributedApplicationBuilder builder, string name, string command, string workingDirectory, params string[]? args) =>
        AddExecutable(builder, name, command, workingDirectory, (object[]?)args);

    /// <inheritdoc cref="AddExecutable(IDistributedApplicationBuilder, string, string, string, string[])" />
    /// <exception cref="ArgumentException">An argument is neither text nor a value.</exception>
    public static IResourceBuilder<ExecutableResource> AddExecutable(
        this IDistributedApplicationBuilder builder, string name, string command, string workingDirectory, params object[]? args)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(command);
        ArgumentNullException.ThrowIfNull(workingDirectory);
        var folder = Path.GetFullPath(Path.Combine(builder.AppHostDirectory, workingDirectory));
        var executable = builder.AddResource(new ExecutableResource(name, command, folder));
        return args is { Length: > 0 } ? executable.WithArgs(args) : executable;
    }
}
