using System.Collections.Immutable;
using EdgeProxy.Dashboard.ResourceFeed.Contract;

namespace EdgeProxy.Dashboard.ResourceFeed;

/// <summary>
/// The resources as the engine last told them. One writer, the feed; readers take <see cref="Current"/>, which never changes, and
/// <see cref="Changed"/> says that there is a newer one.
/// </summary>
internal sealed class ResourceStore
{
    private readonly Lock _gate = new();
    private readonly HashSet<string> _toldSinceHello = new(StringComparer.Ordinal);

    /// <summary>Raised after each change, on the feed's thread: handlers only note it.</summary>
    public event Action? Changed;

    /// <summary>What is known now.</summary>
    public ResourceStoreSnapshot Current { get; private set; } = ResourceStoreSnapshot.Empty;

    /// <summary>A connection began. Another run id than the last forgets everything.</summary>
    /// <returns>True when this is another run of the engine.</returns>
    public bool Open(string application, string runId)
    {
        bool isNewRun;
        lock (_gate)
        {
            isNewRun = Current.RunId != runId;
            _toldSinceHello.Clear();
            Current = Current with
            {
                Application = application,
                RunId = runId,
                IsConnected = true,
                Resources = isNewRun ? ImmutableSortedDictionary<string, ResourceSnapshot>.Empty : Current.Resources,
            };
        }

        Changed?.Invoke();
        return isNewRun;
    }

    /// <summary>Every resource was told: the others are gone.</summary>
    public void Synchronize()
    {
        lock (_gate)
            Current = Current with { Resources = Current.Resources.RemoveRange(Current.Resources.Keys.Where(name => !_toldSinceHello.Contains(name))) };
        Changed?.Invoke();
    }

    /// <summary>Replaces what is known of one resource.</summary>
    public void Set(ResourceSnapshot resource)
    {
        lock (_gate)
        {
            _toldSinceHello.Add(resource.Name);
            Current = Current with { Resources = Current.Resources.SetItem(resource.Name, resource) };
        }

        Changed?.Invoke();
    }

    /// <summary>Forgets a resource.</summary>
    public void Remove(string name)
    {
        lock (_gate)
            Current = Current with { Resources = Current.Resources.Remove(name) };
        Changed?.Invoke();
    }

    /// <summary>The connection ended: what is known stays, and the pages say that it is old.</summary>
    public void Close()
    {
        lock (_gate)
            Current = Current with { IsConnected = false };
        Changed?.Invoke();
    }
}
