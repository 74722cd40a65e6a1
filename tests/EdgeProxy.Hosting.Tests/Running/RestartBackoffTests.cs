using EdgeProxy.Hosting.Running;

namespace EdgeProxy.Hosting.Tests.Running;


public sealed class RestartBackoffTests
{
    [Fact]
    public void TheFirstTryIsAtOnceAndTheOthersWaitTwiceAsLongUpToAMinute()
    {
        var backoff = new RestartBackoff();

        var pauses = Enumerable.Range(0, 9).Select(_ => backoff.Next(TimeSpan.Zero).TotalSeconds);

        Assert.Equal([0, 1, 2, 4, 8, 16, 32, 60, 60], pauses);
    }

    [Fact]
    public void AMinuteOfHealthIsANewBeginning()
    {
        var backoff = new RestartBackoff();
        backoff.Next(TimeSpan.Zero);
        backoff.Next(TimeSpan.Zero);

        Assert.Equal(TimeSpan.Zero, backoff.Next(TimeSpan.FromSeconds(60)));
    }
}
