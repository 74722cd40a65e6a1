namespace EdgeProxy.Hosting.Kubernetes.Deploying;

/// <summary>A tool that brings published files into a cluster.</summary>
internal interface IApplier
{
    /// <summary>The programs that it needs.</summary>
    IReadOnlyList<string> Tools { get; }

    /// <summary>The Service by which clients get in; null for none.</summary>
    string? EntryService { get; }

    /// <summary>Applies what <paramref name="folder"/> has and waits until all pods are ready.</summary>
    /// <param name="folder">The folder that was published to.</param>
    /// <param name="secrets">The values of the application's secrets, which no file has.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task ApplyAsync(string folder, SecretValues secrets, CancellationToken cancellationToken);

    /// <summary>Removes what <paramref name="folder"/> has.</summary>
    Task RemoveAsync(string folder, CancellationToken cancellationToken);
}
