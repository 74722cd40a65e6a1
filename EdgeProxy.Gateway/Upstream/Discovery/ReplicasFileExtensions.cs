namespace EdgeProxy.Gateway.Upstream;

/// <summary>Adds the replicas file to a configuration.</summary>
internal static class ReplicasFileExtensions
{
    /// <summary>Adds the file that <see cref="ReplicasFile.Variable"/> names, above all other sources; without the variable nothing is added.</summary>
    public static void AddReplicasFile(this IConfigurationManager configuration)
    {
        if (configuration[ReplicasFile.Variable] is { Length: > 0 } path)
            configuration.Add(new ReplicasFile(Path.GetFullPath(path)));
    }
}
