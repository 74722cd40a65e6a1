using EdgeProxy.Hosting.Restarting;

namespace EdgeProxy.Hosting.Tests.Restarting;

public sealed class ReplicaRestartsTests
{
    private static readonly DateTime Start = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData("Finished")]
    [InlineData("Exited")]
    public void Observe_RunningReplicaEnds_RestartsAtOnce(string state) =>
        Assert.Equal(TimeSpan.Zero, After(new RestartPolicy(), Running(), Ended(state)));

    [Theory]
    [InlineData("Stopping")]
    [InlineData("Building")]
    public void Observe_EndWasRequested_DoesNotRestart(string request) =>
        Assert.Null(After(new RestartPolicy(), Running(), State(request), Ended("Exited"), Ended("Finished")));

    [Fact]
    public void Observe_CrashAfterARequestedStopAndAStart_Restarts() =>
        Assert.Equal(TimeSpan.Zero, After(new RestartPolicy(), Running(), State("Stopping"), Ended("Exited"), State("Starting"), Running(), Ended("Exited")));

    [Fact]
    public void Observe_SameStateAgain_RestartsOnce()
    {
        var restarts = new ReplicaRestarts(new RestartPolicy());
        restarts.Observe(Running());

        Assert.NotNull(restarts.Observe(Ended("Finished")));
        Assert.Null(restarts.Observe(Ended("Finished")));
    }

    [Fact]
    public void Observe_OneTerminalStateAfterAnother_RestartsOnce()
    {
        var restarts = new ReplicaRestarts(new RestartPolicy());
        restarts.Observe(Running());

        Assert.NotNull(restarts.Observe(Ended("Finished")));
        Assert.Null(restarts.Observe(Ended("Exited")));
    }

    [Theory]
    [InlineData("NotStarted")]
    [InlineData("Starting")]
    [InlineData("Waiting")]
    public void Observe_StatesBeforeTheFirstRun_DoNotRestart(string state) => Assert.Null(After(new RestartPolicy(), State(state)));

    [Fact]
    public void Observe_FirstStartFails_DoesNotRestart() => Assert.Null(After(new RestartPolicy(), State("Starting"), State("FailedToStart")));

    [Fact]
    public void Observe_RestartFailsToStart_RestartsAgain() =>
        Assert.Equal(TimeSpan.FromSeconds(1), After(new RestartPolicy(), Running(), Ended("Finished"), State("Starting"), State("FailedToStart")));

    [Theory]
    [InlineData(0, true, true)]
    [InlineData(0, false, false)]
    [InlineData(1, false, true)]
    [InlineData(null, false, true)]
    public void Observe_ExitCode_RestartsBySuccessOnlyWhereThePolicySaysSo(int? exitCode, bool restartOnSuccess, bool restarts) =>
        Assert.Equal(restarts, After(new RestartPolicy { RestartOnSuccess = restartOnSuccess }, Running(), Ended("Finished", exitCode: exitCode)) is not null);

    [Fact]
    public void Observe_RepeatedCrashes_DoublesThePauseUpToTheLimit()
    {
        var restarts = new ReplicaRestarts(new RestartPolicy { MaxDelay = TimeSpan.FromSeconds(5) });

        Assert.Equal([0, 1, 2, 4, 5, 5], Enumerable.Range(0, 6).Select(_ => Crash(restarts, ranFor: TimeSpan.FromSeconds(2))));
    }

    [Fact]
    public void Observe_InitialDelay_IsTheFirstPauseAndTheBaseOfTheOthers()
    {
        var restarts = new ReplicaRestarts(new RestartPolicy { InitialDelay = TimeSpan.FromSeconds(3) });

        Assert.Equal([3, 3, 6, 12, 24, 30], Enumerable.Range(0, 6).Select(_ => Crash(restarts, ranFor: TimeSpan.FromSeconds(2))));
    }

    [Fact]
    public void Observe_CrashAfterALongRun_CountsAsAFirstFailure()
    {
        var restarts = new ReplicaRestarts(new RestartPolicy { ResetAfter = TimeSpan.FromSeconds(10) });
        Crash(restarts, ranFor: TimeSpan.FromSeconds(1));
        Crash(restarts, ranFor: TimeSpan.FromSeconds(1));

        Assert.Equal([2, 0, 1], new[] { 9, 10, 1 }.Select(seconds => Crash(restarts, ranFor: TimeSpan.FromSeconds(seconds))));
    }

    [Fact]
    public void Observe_ThousandCrashes_StaysAtTheLimit()
    {
        var restarts = new ReplicaRestarts(new RestartPolicy());

        Assert.Equal(30, Enumerable.Range(0, 1000).Select(_ => Crash(restarts, ranFor: TimeSpan.Zero)).ToList()[^1]);
    }

    [Fact]
    public void RestartFailed_CountsAsAFailure()
    {
        var restarts = new ReplicaRestarts(new RestartPolicy());
        Crash(restarts, ranFor: TimeSpan.Zero);

        Assert.Equal(TimeSpan.FromSeconds(1), restarts.RestartFailed());
        Assert.Equal(TimeSpan.FromSeconds(2), restarts.RestartFailed());
    }

    private static double? Crash(ReplicaRestarts restarts, TimeSpan ranFor)
    {
        restarts.Observe(Running());
        return restarts.Observe(Ended("Finished", ranFor))?.TotalSeconds;
    }

    private static TimeSpan? After(RestartPolicy policy, params CustomResourceSnapshot[] snapshots)
    {
        var restarts = new ReplicaRestarts(policy);
        TimeSpan? delay = null;
        foreach (var snapshot in snapshots)
            delay = restarts.Observe(snapshot);
        return delay;
    }

    private static CustomResourceSnapshot Running() => State("Running");

    private static CustomResourceSnapshot Ended(string state, TimeSpan ranFor = default, int? exitCode = 134) =>
        State(state) with { ExitCode = exitCode, StartTimeStamp = Start, StopTimeStamp = Start + ranFor };

    private static CustomResourceSnapshot State(string state) => new() { ResourceType = "Project", Properties = [], State = state };
}
