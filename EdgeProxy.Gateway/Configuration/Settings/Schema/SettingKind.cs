namespace EdgeProxy.Gateway.Configuration.Settings;

/// <summary>What stands under a key.</summary>
internal enum SettingKind
{
    /// <summary>Further keys.</summary>
    Section,

    /// <summary>A list of sections.</summary>
    Sections,

    /// <summary>A text.</summary>
    Text,

    /// <summary>A list of texts, or one.</summary>
    Texts,

    /// <summary>True or false.</summary>
    Flag,

    /// <summary>A whole number.</summary>
    Number,

    /// <summary>A number from 0 to 100.</summary>
    Percent,

    /// <summary>A time as <see cref="Duration"/> reads it.</summary>
    Time,

    /// <summary>One of some names.</summary>
    Choice,
}
