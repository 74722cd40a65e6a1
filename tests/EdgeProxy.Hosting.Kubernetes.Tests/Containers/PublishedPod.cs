using EdgeProxy.Hosting.Kubernetes.Tests.AppHost;
using k8s;
using k8s.Models;

namespace EdgeProxy.Hosting.Kubernetes.Tests.Containers;

/// <summary>What a published Deployment says of its containers.</summary>
internal sealed class PublishedPod(V1Deployment deployment)
{
    public static async Task<PublishedPod> ReadAsync(string name, CancellationToken cancellationToken, params string[] args)
    {
        var folder = Directory.CreateTempSubdirectory("published-");
        try
        {
            (await AppHostProgram.PublishAsync(folder.FullName, cancellationToken, args)).Succeeded();
            var text = await File.ReadAllTextAsync(Path.Combine(folder.FullName, "manifests", $"{name}-deployment.yaml"), cancellationToken);
            return new PublishedPod(KubernetesYaml.Deserialize<V1Deployment>(text, strict: true));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    public V1Container Container(string name) => deployment.Spec.Template.Spec.Containers.Single(container => container.Name == name);

    /// <summary>The variables of a container that have their values in the manifest, as podman takes them.</summary>
    public string[] Environment(string name) => [.. (Container(name).Env ?? []).Where(variable => variable.Value is not null).SelectMany(variable => new[] { "--env", $"{variable.Name}={variable.Value}" })];
}
