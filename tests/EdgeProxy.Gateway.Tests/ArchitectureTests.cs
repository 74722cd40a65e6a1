using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using ArchUnitNET.xUnitV3;
using EdgeProxy.Gateway.Hosting;
using static ArchUnitNET.Fluent.ArchRuleDefinition;

namespace EdgeProxy.Gateway.Tests;

/// <summary>The namespaces of the gateway depend on each other in one direction.</summary>
public sealed class ArchitectureTests
{
    private const string Root = "EdgeProxy.Gateway";

    /// <summary>The namespaces, each of which may use those before it and no other.</summary>
    private static readonly string[] Layers =
    [
        $"{Root}.Primitives",
        $"{Root}.Configuration.Model",
        $"{Root}.Configuration.Settings",
        $"{Root}.Configuration.Envoy",
        $"{Root}.Observability.Stats",
        $"{Root}.Upstream",
        $"{Root}.Observability",
        $"{Root}.Observability.AccessLog",
        $"{Root}.Observability.Telemetry",
        $"{Root}.Routing",
        $"{Root}.Filters.AuthorizationV3",
        $"{Root}.Filters",
        $"{Root}.Forwarding",
        $"{Root}.Lifecycle",
        $"{Root}.Listening",
        $"{Root}.Admin",
        $"{Root}.Hosting",
    ];

    private static readonly Architecture Gateway = new ArchLoader().LoadAssembly(typeof(GatewayHost).Assembly).Build();

    public static TheoryData<string> LowerLayers => [.. Layers.SkipLast(1)];

    [Theory]
    [MemberData(nameof(LowerLayers))]
    public void Namespace_DependsOnNoneAboveIt(string layer)
    {
        var above = Layers.SkipWhile(other => other != layer).Skip(1).Aggregate(
            Types().That().ResideInNamespace("none"), (types, other) => types.Or().ResideInNamespace(other));

        Types().That().ResideInNamespace(layer).Should().NotDependOnAny(above)
            .Because("the namespaces of the gateway depend on each other in the order of ARCHITECTURE.md").Check(Gateway);
    }

    [Fact]
    public void EveryNamespace_HasItsPlaceInTheOrder()
    {
        var unknown = typeof(GatewayHost).Assembly.GetTypes().Select(type => type.Namespace)
            .Where(name => name?.StartsWith($"{Root}.", StringComparison.Ordinal) == true && !Layers.Contains(name)).Distinct();

        Assert.Empty(unknown);
    }
}
