namespace EdgeProxy.Gateway.Configuration.Model;

/// <summary>Envoy's <c>HeaderAppendAction</c>.</summary>
public enum HeaderAppendAction
{
    /// <summary>One more value, or the first.</summary>
    AppendIfExistsOrAdd,

    /// <summary>Only where it is absent.</summary>
    AddIfAbsent,

    /// <summary>The only value.</summary>
    OverwriteIfExistsOrAdd,

    /// <summary>The only value, and only where it is there.</summary>
    OverwriteIfExists,
}
