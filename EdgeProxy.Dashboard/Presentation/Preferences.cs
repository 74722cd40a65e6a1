namespace EdgeProxy.Dashboard.Presentation;

/// <summary>What a person chose in the settings, kept in cookies of the browser, so that the first answer is already drawn that way.</summary>
/// <param name="Theme"><c>system</c>, <c>light</c> or <c>dark</c>.</param>
/// <param name="TimeFormat"><c>absolute</c> or <c>relative</c>.</param>
public sealed record Preferences(string Theme = "system", string TimeFormat = "absolute")
{
    /// <summary>The cookie of <see cref="Theme"/>.</summary>
    public const string ThemeCookie = "edgeproxy-theme";

    /// <summary>The cookie of <see cref="TimeFormat"/>.</summary>
    public const string TimeCookie = "edgeproxy-time";

    /// <summary>The themes, in the order in which the button goes through them.</summary>
    public static readonly IReadOnlyList<string> Themes = ["system", "light", "dark"];

    /// <summary>Whether times are told as "12 s ago".</summary>
    public bool IsRelative => TimeFormat == "relative";

    /// <summary>Reads the cookies; anything unknown is the default.</summary>
    /// <param name="cookies">The request's cookies.</param>
    public static Preferences From(IRequestCookieCollection? cookies) => new(
        cookies?[ThemeCookie] is { } theme && Themes.Contains(theme) ? theme : "system",
        cookies?[TimeCookie] == "relative" ? "relative" : "absolute");
}
