namespace EdgeProxy.Hosting.ApplicationModel;


/// <summary>The Kubernetes cluster that the application is published for. It has no process of its own.</summary>
/// <param name="name">The resource's name.</param>
public sealed class KubernetesEnvironmentResource(string name) : Resource(name);
