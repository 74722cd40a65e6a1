using EdgeProxy.Hosting.Running;

namespace EdgeProxy.Hosting.Tests.Running;


public sealed class StartRecordTests
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(1);

    [Fact]
    public void TwoShortLivesWithoutServingAreHopeless()
    {
        var record = new StartRecord(Window);

        Assert.False(record.IsHopeless(Short));
        Assert.True(record.IsHopeless(Short));
    }

    [Fact]
    public void WhatHasServedOnceIsNeverHopeless()
    {
        var record = new StartRecord(Window);
        record.Served();

        Assert.False(record.IsHopeless(Short));
        Assert.False(record.IsHopeless(Short));
    }

    [Fact]
    public void ALongLifeCountsAsServed()
    {
        var record = new StartRecord(Window);
        record.IsHopeless(Window);

        Assert.False(record.IsHopeless(Short));
        Assert.False(record.IsHopeless(Short));
    }
}
