using EdgeProxy.Hosting.ApplicationModel;

namespace EdgeProxy.Hosting.Planning;


/// <summary>One resource, as it will be run.</summary>
/// <param name="Resource">The resource.</param>
/// <param name="Replicas">Its processes.</param>
/// <param name="WaitsFor">The names of the resources that must be healthy first.</param>
/// <param name="DependsOn">The names of all resources that it uses or waits for: they stop after it.</param>
/// <param name="IsExplicitStart">Whether it starts by hand.</param>
internal sealed record ResourcePlan(
    IResource Resource,
    IReadOnlyList<ReplicaPlan> Replicas,
    IReadOnlyList<string> WaitsFor,
    IReadOnlyList<string> DependsOn,
    bool IsExplicitStart)
{
    /// <summary>What it is made from: a project file, a program, an image; null where there is nothing to say.</summary>
    public string? Source { get; init; }
}
