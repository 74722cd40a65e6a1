using EdgeProxy.Dashboard.ResourceFeed.Contract;
using EdgeProxy.Hosting.Logs;

namespace EdgeProxy.Hosting.Tests.Logs;


public sealed class ConsoleLogTests
{
    private readonly ConsoleLog _log = new(TimeProvider.System);

    [Fact]
    public void TheOldestLinesLeaveFirst()
    {
        for (var number = 1; number <= 10_005; number++)
            _log.Add($"{number}", ConsoleStream.Stdout);

        var lines = _log.Last(20_000);

        Assert.Equal(10_000, lines.Count);
        Assert.Equal("6", lines[0].Text);
        Assert.Equal(10_005, lines[^1].N);
    }

    [Fact]
    public void AFollowerGetsWhatIsThereAndWhatComes()
    {
        var seen = new List<string>();
        _log.Add("before", ConsoleStream.Stdout);
        Action<ConsoleLine> follower = line => seen.Add(line.Text);
        _log.Follow(follower);
        _log.Add("after", ConsoleStream.Stderr);
        _log.Unfollow(follower);
        _log.Add("never", ConsoleStream.Stdout);

        Assert.Equal(["before", "after"], seen);
    }
}
