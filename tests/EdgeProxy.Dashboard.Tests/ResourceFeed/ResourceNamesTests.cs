using EdgeProxy.Dashboard.ResourceFeed;
using EdgeProxy.Dashboard.ResourceFeed.Contract;

namespace EdgeProxy.Dashboard.Tests.ResourceFeed;

public sealed class ResourceNamesTests
{
    [Theory]
    [InlineData("ping-svc-abc", "ping-svc", "ping-svc", "ping-svc", "abc")]
    [InlineData("edge-proxy-xyz", "edge-proxy", null, "edge-proxy", "xyz")]
    [InlineData("ping-svc", null, null, "ping-svc", null)]
    [InlineData("apphost", "The AppHost", null, "apphost", null)]
    public void AreThoseOfTheTelemetry(string name, string? display, string? parent, string service, string? instance)
    {
        var resource = new ResourceSnapshot { Name = name, DisplayName = display, Parent = parent, Type = "Project", State = "Running" };

        Assert.Equal((service, instance), (ResourceNames.ServiceOf(resource), ResourceNames.InstanceOf(resource)));
    }
}
