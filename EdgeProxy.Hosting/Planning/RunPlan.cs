using EdgeProxy.Hosting.Containers;

namespace EdgeProxy.Hosting.Planning;


/// <summary>All that will be started, with ports and environment fixed. It was checked as a whole, and never changes.</summary>
/// <param name="Resources">The resources with processes, in the order of <c>AppHost.cs</c>.</param>
/// <param name="Dashboard">The dashboard; null when none is started.</param>
/// <param name="Values">The resources that are values: parameters and connection strings.</param>
/// <param name="Containers">What containers are run by; null when there are none.</param>
internal sealed record RunPlan(
    IReadOnlyList<ResourcePlan> Resources, DashboardPlan? Dashboard, IReadOnlyList<ValuePlan> Values, ContainerHost? Containers);
