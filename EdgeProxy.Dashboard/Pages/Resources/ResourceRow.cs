using EdgeProxy.Dashboard.ResourceFeed;
using EdgeProxy.Dashboard.ResourceFeed.Contract;

namespace EdgeProxy.Dashboard.Pages.Resources;

/// <summary>A line of the table of resources.</summary>
public sealed class ResourceRow
{
    internal ResourceSnapshot Resource { get; init; } = null!;

    /// <summary>Replicas below it.</summary>
    public int Replicas { get; init; }

    /// <summary>Whether they are shown.</summary>
    public bool IsExpanded { get; init; }

    /// <summary>Errors logged that nobody has looked at yet.</summary>
    public int Errors { get; init; }

    /// <summary>Its unique name.</summary>
    public string Name => Resource.Name;

    /// <summary>What a person reads.</summary>
    public string Title => Resource.DisplayName ?? Resource.Name;

    /// <summary>The service that its telemetry names.</summary>
    public string Service => ResourceNames.ServiceOf(Resource);

    /// <summary>The replica's instance id; null for a resource itself.</summary>
    public string? Instance => ResourceNames.InstanceOf(Resource);

    /// <summary>Where its project or program lies, the end of it, which tells it from others.</summary>
    public string? ShortSource => Resource.Source is { } source && Path.IsPathRooted(source)
        ? string.Join('/', source.Split('/', '\\')[^Math.Min(2, source.Split('/', '\\').Length)..])
        : Resource.Source;

    /// <summary>What kind of thing it is, in words.</summary>
    public string TypeText => Resource.Type == "ConnectionString" ? "Connection string" : Resource.Type;

    /// <summary>Whether it is something that runs: a parameter or a connection string writes no lines and sends no telemetry.</summary>
    public bool Runs => Resource.Type is not ("Parameter" or "ConnectionString");

    /// <summary>Whether it is a replica.</summary>
    public bool IsReplica => Resource.Parent is not null;
}
