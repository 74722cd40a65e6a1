namespace EdgeProxy.Hosting.ApplicationModel;

/// <summary>Where what is mounted into a container comes from.</summary>
public enum ContainerMountType
{
    /// <summary>A file or folder of this machine.</summary>
    BindMount = 0,

    /// <summary>A volume of the container runtime, which outlives the container.</summary>
    Volume = 1,
}
