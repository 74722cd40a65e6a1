using EdgeProxy.Hosting.ApplicationModel;
using EdgeProxy.Hosting.Running;
using EdgeProxy.Hosting.Tests.Planning;

namespace EdgeProxy.Hosting.Tests.Running;


public sealed class ResourceStateStoreTests
{
    private readonly ResourceStateStore _store = new();
    private readonly ProjectResource _resource = FakeProject.Create("ping-svc");

    [Fact]
    public void AReaderGetsWhatIsThereThenEveryChange()
    {
        Publish("a", KnownResourceStates.Starting);
        using var subscription = _store.Subscribe();
        Publish("a", KnownResourceStates.Running);

        Assert.Equal([KnownResourceStates.Starting, KnownResourceStates.Running], Read(subscription));
    }

    [Fact]
    public async Task NoChangeIsLostWhileAnotherReaderComesAndGoes()
    {
        const int Changes = 2_000;
        using var subscription = _store.Subscribe();

        await Task.WhenAll(
            Task.Run(() => Enumerable.Range(0, Changes).ToList().ForEach(number => Publish("a", $"{number}")), TestContext.Current.CancellationToken),
            Task.Run(() => Enumerable.Range(0, Changes).ToList().ForEach(_ => _store.Subscribe().Dispose()), TestContext.Current.CancellationToken));

        Assert.Equal(Enumerable.Range(0, Changes).Select(number => $"{number}"), Read(subscription));
    }

    [Fact]
    public void ADisposedReaderHearsNothingMore()
    {
        var subscription = _store.Subscribe();
        subscription.Dispose();
        Publish("a", KnownResourceStates.Running);

        Assert.Empty(Read(subscription));
    }

    private void Publish(string id, string state) =>
        _store.Publish(new ResourceEvent(_resource, id, new CustomResourceSnapshot { ResourceType = "Project", State = state }));

    private static List<string> Read(ResourceStateSubscription subscription)
    {
        var states = new List<string>();
        while (subscription.Changes.TryRead(out var change))
            states.Add(change.Snapshot.State);
        return states;
    }
}
