using System.Text;

namespace EdgeProxy.Gateway.Upstream;

/// <summary>
/// The URIs of one host. A target is kept byte for byte (<see cref="UriCreationOptions.DangerousDisablePathAndQueryCanonicalization"/>).
/// Making a <see cref="Uri"/> costs more than matching the route, so the last ones are kept in a small table without locks: each slot is
/// replaced whole, and a lost race costs one more <see cref="Uri"/>.
/// </summary>
internal sealed class UpstreamTargets(string prefix)
{
    private const int Slots = 64;
    private const int LongestKept = 256;
    private static readonly UriCreationOptions Verbatim = new() { DangerousDisablePathAndQueryCanonicalization = true };
    private readonly Entry?[] _entries = new Entry?[Slots];

    public Uri Get(string target)
    {
        if (target.Length > LongestKept)
            return Create(target);
        ref var slot = ref _entries[string.GetHashCode(target, StringComparison.Ordinal) & (Slots - 1)];
        var entry = Volatile.Read(ref slot);
        if (entry is not null && string.Equals(entry.Target, target, StringComparison.Ordinal))
            return entry.Uri;
        entry = new Entry(target, Create(target));
        Volatile.Write(ref slot, entry);
        return entry.Uri;
    }

    /// <summary>A rewrite may have brought letters beyond ASCII, which are written percent-encoded: the client library cannot send them as they are.</summary>
    private Uri Create(string target) => Ascii.IsValid(target) ? new Uri(prefix + target, in Verbatim) : new Uri(prefix + target);

    private sealed record Entry(string Target, Uri Uri);
}
