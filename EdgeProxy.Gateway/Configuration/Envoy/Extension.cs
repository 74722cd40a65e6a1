namespace EdgeProxy.Gateway.Configuration.Envoy;

/// <summary>An extension of Envoy's: a name with a configuration in one of its three forms.</summary>
internal static class Extension
{
    /// <summary>
    /// What kind of extension an element is: the last part of the type in its <c>typed_config</c>, else its name. The name is only a label
    /// where there is a type, as in Envoy.
    /// </summary>
    /// <param name="element">The element with <c>name</c>, and <c>typed_config</c> (v3), <c>config</c> (v2) or neither.</param>
    /// <param name="config">The configuration; null when there is none.</param>
    public static string Open(Message element, out Message? config)
    {
        var name = element.Text("name") ?? "";
        config = element.OneOf(false, "typed_config", "config") is { } form ? element.Child(form) : null;
        return config?.Text("@type") is { } type ? type[(type.LastIndexOf('.') + 1)..] : name;
    }
}
