using EdgeProxy.Hosting.Planning;
using EdgeProxy.Hosting.Running;
using EdgeProxy.Hosting.Tests.Planning;

namespace EdgeProxy.Hosting.Tests.Running;


public sealed class StopOrderTests
{
    [Fact]
    public void WhatUsesOthersStopsBeforeThem()
    {
        var waves = StopOrder.Of([Plan("db"), Plan("ping", "db"), Plan("pong"), Plan("edge", "ping", "pong")]);

        Assert.Equal(["edge", "ping", "db pong"], waves.Select(wave => string.Join(' ', wave.Select(plan => plan.Resource.Name))));
    }

    [Fact]
    public void TwoThatReferToEachOtherStopToo()
    {
        var waves = StopOrder.Of([Plan("a", "b"), Plan("b", "a")]);

        Assert.Equal(2, waves.Sum(wave => wave.Count));
    }

    private static ResourcePlan Plan(string name, params string[] dependsOn) => new(FakeProject.Create(name), [], [], dependsOn, IsExplicitStart: false);
}
