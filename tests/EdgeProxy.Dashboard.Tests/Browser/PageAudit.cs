namespace EdgeProxy.Dashboard.Tests.Browser;

/// <summary>What page-audit.js found: failures of contrast, and how many texts and symbols it looked at.</summary>
internal sealed record PageAudit(string[] Failures, int Texts, int Symbols)
{
    private static readonly string Script = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Browser", "page-audit.js"));

    public static async Task<PageAudit> OfAsync(BrowserPage page)
    {
        var found = await page.Page.EvaluateAsync(Script);
        return new(
            [.. found!.Value.GetProperty("failures").EnumerateArray().Select(failure => failure.GetString()!)],
            found.Value.GetProperty("texts").GetInt32(),
            found.Value.GetProperty("symbols").GetInt32());
    }
}
