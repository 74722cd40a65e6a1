namespace EdgeProxy.Gateway.Primitives;

/// <summary>Picks a share of the requests by chance (Envoy's <c>FractionalPercent</c>).</summary>
internal static class Chance
{
    private const int All = 1_000_000;

    /// <summary>Whether this request is one of so many of a million.</summary>
    public static bool Takes(int perMillion) => perMillion >= All || (perMillion > 0 && Random.Shared.Next(All) < perMillion);
}
