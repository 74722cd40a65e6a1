namespace EdgeProxy.Hosting.Publishing.Deploying;

/// <summary>A tool that brings published files into a cluster.</summary>
internal interface IApplier
{
    /// <summary>The programs that it needs.</summary>
    IReadOnlyList<string> Tools { get; }

    /// <summary>The Service by which clients get in; null for none.</summary>
    string? EntryService { get; }

    /// <summary>Applies what <paramref name="folder"/> has and waits until all pods are ready.</summary>
    Task ApplyAsync(string folder, CancellationToken cancellationToken);

    /// <summary>Removes what <paramref name="folder"/> has.</summary>
    Task RemoveAsync(string folder, CancellationToken cancellationToken);
}
