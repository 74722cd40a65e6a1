using System.Text;
using EdgeProxy.Gateway.Model;

namespace EdgeProxy.Gateway.Routing;

/// <summary>What the hardened profile does to a path before it is matched; off by default.</summary>
internal static class PathNormalizer
{
    /// <summary>The target with its path normalized as the listener says.</summary>
    /// <param name="listener">The listener.</param>
    /// <param name="target">The target as sent.</param>
    /// <param name="redirectTo">The target to redirect to, where escaped slashes ask for that.</param>
    /// <returns>The target to match and send; null to refuse it.</returns>
    public static string? Normalize(ListenerConfig listener, string target, out string? redirectTo)
    {
        redirectTo = null;
        if (listener is { NormalizePath: false, MergeSlashes: false, EscapedSlashes: EscapedSlashesAction.KeepUnchanged })
            return target;
        var length = RequestTarget.PathLength(target);
        var (path, query) = (target[..length], target[length..]);
        if (listener.NormalizePath && !TryNormalize(ref path))
            return null;
        if (listener.EscapedSlashes != EscapedSlashesAction.KeepUnchanged && HasEscapedSlash(path))
        {
            if (listener.EscapedSlashes == EscapedSlashesAction.RejectRequest)
                return null;
            path = Unescape(path);
            if (listener.NormalizePath && !TryNormalize(ref path))
                return null;
            if (listener.EscapedSlashes == EscapedSlashesAction.UnescapeAndRedirect)
                redirectTo = path + query;
        }

        if (listener.MergeSlashes)
            path = Merge(path);
        return path + query;
    }

    private static bool HasEscapedSlash(string path) =>
        path.Contains("%2F", StringComparison.OrdinalIgnoreCase) || path.Contains("%5C", StringComparison.OrdinalIgnoreCase);

    private static string Unescape(string path) =>
        path.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase).Replace("%5C", "/", StringComparison.OrdinalIgnoreCase);

    private static string Merge(string path)
    {
        var merged = new StringBuilder(path.Length);
        foreach (var letter in path)
        {
            if (letter != '/' || merged.Length == 0 || merged[^1] != '/')
                merged.Append(letter);
        }

        return merged.ToString();
    }

    /// <summary>RFC 3986, 6.2.2: unreserved escapes are decoded, and dot segments resolved; a path that leaves the root is refused.</summary>
    private static bool TryNormalize(ref string path)
    {
        var segments = new List<string>();
        foreach (var segment in DecodeUnreserved(path.Replace('\\', '/')).Split('/').Skip(1))
        {
            if (segment == "..")
            {
                if (segments.Count == 0)
                    return false;
                segments.RemoveAt(segments.Count - 1);
            }
            else if (segment != ".")
            {
                segments.Add(segment);
            }
        }

        var isFolder = path.EndsWith("/..", StringComparison.Ordinal) || path.EndsWith("/.", StringComparison.Ordinal);
        path = "/" + string.Join('/', segments) + (isFolder && segments.Count > 0 ? "/" : "");
        return true;
    }

    private static string DecodeUnreserved(string path)
    {
        var decoded = new StringBuilder(path.Length);
        for (var index = 0; index < path.Length; index++)
        {
            if (path[index] == '%' && index + 2 < path.Length && char.IsAsciiHexDigit(path[index + 1]) && char.IsAsciiHexDigit(path[index + 2]))
            {
                var letter = (char)Convert.ToByte(path.Substring(index + 1, 2), 16);
                if (char.IsAsciiLetterOrDigit(letter) || letter is '-' or '.' or '_' or '~')
                    decoded.Append(letter);
                else
                    decoded.Append(path.AsSpan(index, 3));
                index += 2;
            }
            else
            {
                decoded.Append(path[index]);
            }
        }

        return decoded.ToString();
    }
}
