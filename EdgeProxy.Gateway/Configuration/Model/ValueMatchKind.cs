namespace EdgeProxy.Gateway.Configuration.Model;

/// <summary>How a header or a query parameter is compared.</summary>
public enum ValueMatchKind
{
    /// <summary>It is there.</summary>
    Present,

    /// <summary>It is the value.</summary>
    Exact,

    /// <summary>It starts with the value.</summary>
    Prefix,

    /// <summary>It ends with the value.</summary>
    Suffix,

    /// <summary>It contains the value.</summary>
    Contains,

    /// <summary>The expression matches the whole of it.</summary>
    Regex,

    /// <summary>It is an integer in the range.</summary>
    Range,
}
