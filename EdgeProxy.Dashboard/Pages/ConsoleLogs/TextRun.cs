namespace EdgeProxy.Dashboard.Pages.ConsoleLogs;

/// <summary>A part of a line in one style.</summary>
/// <param name="Text">The text.</param>
/// <param name="Style">The class of its colour; null for none.</param>
/// <param name="Href">Where it leads; null for plain text.</param>
internal sealed record TextRun(string Text, string? Style, string? Href);
