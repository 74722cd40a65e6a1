namespace EdgeProxy.Gateway.Primitives;

/// <summary>Reads the target of a request line as it was sent.</summary>
internal static class RequestTarget
{
    /// <summary>The path and query of a target: itself, or what follows the authority of the absolute form (RFC 9112, 3.2.2).</summary>
    /// <param name="rawTarget">The target.</param>
    /// <returns>A string that starts with a slash; null where the target has no path (<c>*</c>, or the authority of CONNECT).</returns>
    public static string? PathAndQuery(string rawTarget)
    {
        if (rawTarget.StartsWith('/'))
            return rawTarget;
        var scheme = rawTarget.IndexOf("://", StringComparison.Ordinal);
        if (scheme < 0)
            return null;
        var authority = scheme + 3;
        var end = rawTarget.AsSpan(authority).IndexOfAny('/', '?', '#');
        if (end < 0)
            return "/";
        return rawTarget[authority + end] == '/' ? rawTarget[(authority + end)..] : string.Concat("/", rawTarget.AsSpan(authority + end));
    }

    /// <summary>How long the path of a target is: up to its query or its fragment.</summary>
    public static int PathLength(string target)
    {
        var end = target.AsSpan().IndexOfAny('?', '#');
        return end < 0 ? target.Length : end;
    }
}
