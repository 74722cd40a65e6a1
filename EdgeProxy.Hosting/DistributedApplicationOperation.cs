namespace EdgeProxy.Hosting;


/// <summary>What an AppHost was started for.</summary>
public enum DistributedApplicationOperation
{
    /// <summary>To run the application on this machine.</summary>
    Run,

    /// <summary>To write, deploy or destroy the application's Kubernetes objects.</summary>
    Publish,
}
