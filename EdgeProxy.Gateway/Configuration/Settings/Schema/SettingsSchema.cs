namespace EdgeProxy.Gateway.Configuration.Settings;

/// <summary>Every setting of the gateway, as its own readers ask for them.</summary>
internal static class SettingsSchema
{
    /// <summary>Lets the readers of both sections read nothing, and notes what they asked for.</summary>
    public static SettingNode Record()
    {
        var root = new SettingNode();
        ReverseProxySection.Read(Reader("ReverseProxy"), Reader("Edge"));
        ProcessSection.Read(Reader("Edge"));
        return root;

        SectionReader Reader(string section) => new(null, section, [], root.Child(section));
    }
}
