/// <summary>What <c>AppHost.cs</c> says of the edge and Aspire's own publisher has no word for. It is compiled with <c>KubernetesPublisher=Aspire</c> alone.</summary>
internal static class EdgeWithoutPublisher
{
    public static IResourceBuilder<ProjectResource> PublishAsEdge(this IResourceBuilder<ProjectResource> edge, int nodePort) => edge;

    public static IResourceBuilder<ProjectResource> PublishSidecarVariant(
        this IResourceBuilder<ProjectResource> edge, string name, IResourceBuilder<ProjectResource> service, int port, int adminPort) => edge;
}
