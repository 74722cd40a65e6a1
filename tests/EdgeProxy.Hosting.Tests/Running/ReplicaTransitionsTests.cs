using EdgeProxy.Hosting.ApplicationModel;
using EdgeProxy.Hosting.Running;

namespace EdgeProxy.Hosting.Tests.Running;


public sealed class ReplicaTransitionsTests
{
    [Fact]
    public void ACrashedReplicaStartsAgain() => ReplicaTransitions.Check(KnownResourceStates.Exited, KnownResourceStates.Starting);

    [Theory]
    [InlineData(KnownResourceStates.Exited, KnownResourceStates.Running)]
    [InlineData(KnownResourceStates.NotStarted, KnownResourceStates.Running)]
    [InlineData(KnownResourceStates.Stopping, KnownResourceStates.Running)]
    public void NothingRunsWithoutAStart(string from, string to) => Assert.Throws<InvalidOperationException>(() => ReplicaTransitions.Check(from, to));
}
