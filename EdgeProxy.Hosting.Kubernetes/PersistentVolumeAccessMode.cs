namespace Aspire.Hosting.Kubernetes;

/// <summary>
/// Specifies who may mount a persistent volume.
/// </summary>
public enum PersistentVolumeAccessMode
{
    /// <summary>The pods of one node, to read and write.</summary>
    ReadWriteOnce = 0,

    /// <summary>The pods of any node, to read.</summary>
    ReadOnlyMany = 1,

    /// <summary>The pods of any node, to read and write.</summary>
    ReadWriteMany = 2,

    /// <summary>One pod, to read and write.</summary>
    ReadWriteOncePod = 3,
}
