namespace EdgeProxy.Gateway.Configuration.Settings;

/// <summary>What stands under a key.</summary>
internal enum SettingKind
{
    /// <summary>Further keys.</summary>
    Section,

    /// <summary>A list of sections.</summary>
    Sections,

    /// <summary>A string.</summary>
    String,

    /// <summary>A list of strings, or one.</summary>
    Strings,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>A whole number.</summary>
    Number,

    /// <summary>A number from 0 to 100.</summary>
    Percent,

    /// <summary>A time as <see cref="Settings.Duration"/> reads it.</summary>
    Duration,

    /// <summary>One of some names.</summary>
    Choice,
}
