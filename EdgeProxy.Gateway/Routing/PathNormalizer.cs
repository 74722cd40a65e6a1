using System.Globalization;
using System.Text;
using EdgeProxy.Gateway.Configuration.Model;
using EdgeProxy.Gateway.Primitives;

namespace EdgeProxy.Gateway.Routing;

/// <summary>
/// What the hardened profile does to a path before it is matched, in the order of Envoy's <c>maybeNormalizePath</c>: escaped slashes, then dot segments and escapes,
/// then repeated slashes. Off by default.
/// </summary>
internal static class PathNormalizer
{
    /// <summary>The target with its path normalized as the listener says.</summary>
    /// <param name="listener">The listener.</param>
    /// <param name="target">The target as sent.</param>
    /// <param name="redirectTo">The target to redirect to, where escaped slashes ask for that.</param>
    /// <returns>The target to match and send; null to refuse it.</returns>
    public static string? Normalize(ConnectionManagerConfig listener, string target, out string? redirectTo)
    {
        redirectTo = null;
        if (listener is { NormalizePath: false, MergeSlashes: false, EscapedSlashes: EscapedSlashesAction.KeepUnchanged })
            return target;
        // What is behind a fragment's mark would pass unseen; no client sends one (RFC 9112, 3.2.1), and Envoy refuses it too.
        if (target.Contains('#', StringComparison.Ordinal))
            return null;
        var length = RequestTarget.PathLength(target);
        var (path, query) = (target[..length], target[length..]);
        var redirects = false;
        if (listener.EscapedSlashes != EscapedSlashesAction.KeepUnchanged && HasEscapedSlash(path))
        {
            if (listener.EscapedSlashes == EscapedSlashesAction.RejectRequest)
                return null;
            path = Unescape(path);
            redirects = listener.EscapedSlashes == EscapedSlashesAction.UnescapeAndRedirect;
        }

        if (listener.NormalizePath)
            path = RemoveDotSegments(DecodeUnreserved(path.Replace('\\', '/')));
        if (listener.MergeSlashes)
            path = Merge(path);
        if (redirects)
            redirectTo = WithOneSlash(path) + query;
        return path + query;
    }

    /// <summary>A location that begins with two slashes, or what browsers take for them, would lead to another site (RFC 3986, 4.2).</summary>
    private static string WithOneSlash(string path) => "/" + path.TrimStart('/', '\\');

    private static bool HasEscapedSlash(string path) =>
        path.Contains("%2F", StringComparison.OrdinalIgnoreCase) || path.Contains("%5C", StringComparison.OrdinalIgnoreCase);

    private static string Unescape(string path) =>
        path.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase).Replace("%5C", "\\", StringComparison.OrdinalIgnoreCase);

    private static string Merge(string path)
    {
        var merged = new StringBuilder(path.Length);
        var isSlash = false;
        foreach (var letter in path)
        {
            if (letter != '/' || !isSlash)
                merged.Append(letter);
            isSlash = letter == '/';
        }

        return merged.ToString();
    }

    /// <summary>RFC 3986, 5.2.4: what leads above the root stays there.</summary>
    private static string RemoveDotSegments(string path)
    {
        var segments = new List<string>();
        var isFolder = false;
        foreach (var segment in path.Split('/').Skip(1))
        {
            isFolder = segment is "." or "..";
            if (!isFolder)
                segments.Add(segment);
            else if (segment == ".." && segments.Count > 0)
                segments.RemoveAt(segments.Count - 1);
        }

        return "/" + string.Join('/', segments) + (isFolder && segments.Count > 0 ? "/" : "");
    }

    /// <summary>RFC 3986, 6.2.2.2: escapes of unreserved characters are decoded.</summary>
    private static string DecodeUnreserved(string path)
    {
        if (!path.Contains('%', StringComparison.Ordinal))
            return path;
        var decoded = new StringBuilder(path.Length);
        for (var index = 0; index < path.Length; index++)
        {
            if (path[index] == '%' && index + 2 < path.Length && char.IsAsciiHexDigit(path[index + 1]) && char.IsAsciiHexDigit(path[index + 2]))
            {
                var letter = (char)byte.Parse(path.AsSpan(index + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
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
