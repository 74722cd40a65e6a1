using System.IO.Hashing;
using System.Security.Cryptography;
using EdgeProxy.Dashboard.Telemetry.Decoding;
using Microsoft.Extensions.Options;
using OpenTelemetry.Proto.Common.V1;
using OpenTelemetry.Proto.Resource.V1;

namespace EdgeProxy.Dashboard.Telemetry.Resources;

/// <summary>Knows every resource and scope, each once. Safe for several threads.</summary>
internal sealed class OriginRegistry(IOptions<TelemetryLimitsOptions> limits, TimeProvider time) : IResourceQueries
{
    private readonly Lock _lock = new();
    private readonly Dictionary<UInt128, Origin> _origins = [];
    private readonly SortedDictionary<ResourceKey, ResourceEntry> _resources = new(ResourceKeyOrder.Instance);
    private readonly long _seed = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long)));
    private readonly TelemetryLimitsOptions _limits = limits.Value;
    private long _uses;

    /// <summary>Called, outside the lock, after origins left: their records have to leave too.</summary>
    public event Action? OriginsEvicted;

    /// <summary>What all descriptions take in memory, about.</summary>
    public long Bytes { get; private set; }

    /// <summary>Origins that left because a limit was reached, since the start.</summary>
    public long EvictedCount { get; private set; }

    /// <summary>The origin of a resource and a scope, which are OTLP messages and within the limits of attributes.</summary>
    public Origin Intern(ReadOnlySpan<byte> resource, ReadOnlySpan<byte> scope)
    {
        // Hashed apart, so that no boundary between the two can be moved; seeded, so that nobody can prepare a collision.
        var key = XxHash128.HashToUInt128(resource, _seed) ^ UInt128.RotateLeft(XxHash128.HashToUInt128(scope, _seed), 1);
        var evicted = false;
        Origin? origin;
        lock (_lock)
        {
            if (!_origins.TryGetValue(key, out origin))
            {
                origin = Add(key, resource.ToArray(), scope.ToArray());
                evicted = Bytes > _limits.MaxResourceBytes && Evict(origin);
            }

            origin.LastUse = ++_uses;
            origin.Entry.Latest = origin.Resource;
        }

        origin.Entry.Seen(time.GetUtcNow());
        if (evicted)
            OriginsEvicted?.Invoke();
        return origin;
    }

    /// <inheritdoc/>
    public IReadOnlyList<ResourceSummary> List()
    {
        lock (_lock)
            return [.. _resources.Values.Select(entry => entry.Summarize()).OfType<ResourceSummary>()];
    }

    /// <inheritdoc/>
    public ResourceSummary? Find(ResourceKey key) => FindEntry(key)?.Summarize();

    public ResourceEntry? FindEntry(ResourceKey key)
    {
        lock (_lock)
            return _resources.GetValueOrDefault(key);
    }

    private Origin Add(UInt128 key, byte[] resourceBytes, byte[] scopeBytes)
    {
        var attributes = AttributeDecoder.DecodeList(
            resourceBytes, Resource.AttributesFieldNumber, Resource.DroppedAttributesCountFieldNumber);
        var resourceKey = new ResourceKey(
            attributes.Find("service.name") is { Length: > 0 } name ? name : ResourceKey.UnknownService,
            attributes.Find("service.instance.id") ?? "");
        if (!_resources.TryGetValue(resourceKey, out var entry))
            _resources.Add(resourceKey, entry = new ResourceEntry(resourceKey));
        entry.OriginCount++;
        var description = new TelemetryResource(resourceKey, attributes);
        var origin = new Origin(entry, description, DecodeScope(scopeBytes), resourceBytes, scopeBytes);
        _origins.Add(key, origin);
        Bytes += origin.Size;
        return origin;
    }

    private static TelemetryScope DecodeScope(byte[] bytes)
    {
        if (bytes.Length == 0)
            return TelemetryScope.Unknown;
        var (name, version) = ScopeDecoder.NameAndVersion(bytes);
        return new TelemetryScope(
            name,
            version,
            AttributeDecoder.DecodeList(
                bytes, InstrumentationScope.AttributesFieldNumber, InstrumentationScope.DroppedAttributesCountFieldNumber));
    }

    /// <summary>Lets the least recently used leave until three quarters of the limit are taken, so that this happens rarely.</summary>
    private bool Evict(Origin keep)
    {
        foreach (var (key, origin) in _origins.OrderBy(pair => pair.Value.LastUse).ToArray())
        {
            if (Bytes <= _limits.MaxResourceBytes / 4 * 3)
                break;
            if (origin == keep)
                continue;
            origin.Evicted = true;
            _origins.Remove(key);
            Bytes -= origin.Size;
            EvictedCount++;
            if (--origin.Entry.OriginCount == 0)
                _resources.Remove(origin.Entry.Key);
        }

        return true;
    }
}
