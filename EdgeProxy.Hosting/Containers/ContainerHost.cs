namespace EdgeProxy.Hosting.Containers;

/// <summary>What containers of this run are run by.</summary>
/// <param name="Runtime">Docker or podman.</param>
/// <param name="Owner">What marks them as ours.</param>
internal sealed record ContainerHost(ContainerRuntime Runtime, ContainerOwner Owner);
