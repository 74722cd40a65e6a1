namespace EdgeProxy.Hosting.Kubernetes.Objects;

/// <summary>The label by which Services, Deployments and policies find pods: the hand-written one and nothing else.</summary>
internal static class AppLabel
{
    public const string Name = "app";

    public static Dictionary<string, string> Of(string workload) => new() { [Name] = workload };
}
