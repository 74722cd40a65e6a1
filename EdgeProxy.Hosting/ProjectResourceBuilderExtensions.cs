using System.Net.Sockets;
using EdgeProxy.Hosting.ApplicationModel;
using EdgeProxy.Hosting.Projects;

namespace EdgeProxy.Hosting;


/// <summary>Adds .NET projects to an application, by Aspire's names.</summary>
public static class ProjectResourceBuilderExtensions
{
    /// <summary>
    /// Adds a project that the AppHost references. Its environment and endpoints come from the profile <c>http</c> of its
    /// <c>launchSettings.json</c>, or the first <c>Project</c> profile where there is none of that name.
    /// </summary>
    /// <typeparam name="TProject">The project, generated into the namespace <c>Projects</c>.</typeparam>
    /// <param name="builder">The application.</param>
    /// <param name="name">The resource's name, by which others find it.</param>
    /// <returns>The builder of the resource.</returns>
    /// <exception cref="DistributedApplicationException">The project's <c>launchSettings.json</c> cannot be read.</exception>
    public static IResourceBuilder<ProjectResource> AddProject<TProject>(this IDistributedApplicationBuilder builder, string name)
        where TProject : IProjectMetadata, new()
    {
        ArgumentNullException.ThrowIfNull(builder);
        var metadata = new TProject();
        var project = builder.AddResource(new ProjectResource(name)).WithAnnotation(metadata);
        if (LaunchProfile.Load(metadata.ProjectPath) is { } profile)
        {
            project.WithAnnotation(new LaunchProfileAnnotation(profile));
            foreach (var url in profile.ApplicationUrls)
            {
                project.WithEndpoint(url.Scheme, endpoint =>
                {
                    endpoint.UriScheme = url.Scheme;
                    endpoint.Protocol = ProtocolType.Tcp;
                    endpoint.Port = url.Port;
                });
            }
        }

        return project;
    }

    /// <summary>Says how many processes (or pods) serve the project. Each has a port of its own, and callers find every one.</summary>
    /// <param name="builder">The project.</param>
    /// <param name="replicas">At least 1.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="replicas"/> is less than 1.</exception>
    public static IResourceBuilder<ProjectResource> WithReplicas(this IResourceBuilder<ProjectResource> builder, int replicas)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentOutOfRangeException.ThrowIfLessThan(replicas, 1);
        return builder.WithAnnotation(new ReplicaAnnotation(replicas));
    }

    /// <summary>Keeps ASP.NET Core's forwarded headers middleware out of the project, which then sees the headers as they came.</summary>
    /// <param name="builder">The project.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<ProjectResource> DisableForwardedHeaders(this IResourceBuilder<ProjectResource> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.WithAnnotation(new DisableForwardedHeadersAnnotation());
    }
}
