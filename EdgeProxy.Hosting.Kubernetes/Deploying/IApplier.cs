namespace EdgeProxy.Hosting.Kubernetes.Deploying;

/// <summary>A tool that brings published files into a cluster.</summary>
internal interface IApplier
{
    /// <summary>The programs that it needs.</summary>
    IReadOnlyList<string> Tools { get; }

    /// <summary>Makes sure that the application was not deployed with another tool.</summary>
    /// <exception cref="Aspire.Hosting.DistributedApplicationException">It was.</exception>
    Task CheckAsync(CancellationToken cancellationToken);

    /// <summary>Applies the files of <paramref name="folder"/> and waits until all pods are ready.</summary>
    /// <param name="folder">The folder that was published to.</param>
    /// <param name="secrets">The values of the application's secrets, which no file has.</param>
    /// <param name="cancellationToken">Stops it.</param>
    Task ApplyAsync(string folder, SecretValues secrets, CancellationToken cancellationToken);

    /// <summary>Removes everything that it applied.</summary>
    Task RemoveAsync(CancellationToken cancellationToken);
}
