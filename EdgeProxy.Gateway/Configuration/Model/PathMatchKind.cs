namespace EdgeProxy.Gateway.Configuration.Model;

/// <summary>How a route compares the path.</summary>
public enum PathMatchKind
{
    /// <summary>A string prefix.</summary>
    Prefix,

    /// <summary>The whole path.</summary>
    Exact,

    /// <summary>The path itself, or the path followed by a slash (<c>path_separated_prefix</c>).</summary>
    PathSeparatedPrefix,

    /// <summary>A regular expression for the whole path (<c>safe_regex</c>), run without backtracking.</summary>
    Regex,
}
