using EdgeProxy.Hosting.ApplicationModel;

namespace EdgeProxy.Hosting.ResourceFeed;


/// <summary>The dashboard's own process. It is no part of the application's model.</summary>
internal sealed class DashboardResource() : Resource(WellKnownName)
{
    public const string WellKnownName = "dashboard";
}
