using System.Globalization;
using System.Text;

namespace EdgeProxy.EdgeBench;

/// <summary>Draws the processor time of a request as bars, each case in units of HAProxy.</summary>
internal static class ResultChart
{
    private const int Left = 330;
    private const int Unit = 90;
    private const int BarHeight = 14;
    private const int CaseGap = 18;
    private const int Top = 64;
    private const double Longest = 6;

    private static readonly Dictionary<string, string> Colours = new(StringComparer.Ordinal)
    {
        ["haproxy"] = "#8c959f",
        ["nginx"] = "#57ab5a",
        ["caddy"] = "#b083f0",
        ["gateway"] = "#0969da",
        ["yarp"] = "#d4a72c",
    };

    public static string Draw(IReadOnlyList<Measurement> results)
    {
        var bars = new StringBuilder();
        var y = Top;
        foreach (var group in results.GroupBy(one => one.Case))
        {
            var medians = group.GroupBy(one => one.Contender).Select(one => (one.Key, Value: Spread.Of(one.Select(run => run.Processor)).Median)).ToList();
            var first = medians.Find(one => one.Key == "haproxy").Value;
            Add(bars, $"<text x='{Left - 12}' y='{y + (medians.Count * BarHeight / 2) + 4}' text-anchor='end'>{group.Key.Title}</text>");
            foreach (var (name, value) in medians)
            {
                Bar(bars, y, name, value, value / first);
                y += BarHeight;
            }

            y += CaseGap;
        }

        return Frame(bars, y);
    }

    private static void Bar(StringBuilder bars, int y, string name, double value, double ratio)
    {
        var width = Math.Min(ratio, Longest) * Unit;
        Add(bars, $"<rect x='{Left}' y='{y}' width='{width:F1}' height='{BarHeight - 2}' rx='2' fill='{Colours.GetValueOrDefault(name, "#54aeff")}'/>");
        Add(bars, $"<text x='{Left + width + 6:F1}' y='{y + 10}' class='{(name == "gateway" ? "own" : "value")}'>{ratio:F2}   {value:F1} us</text>");
    }

    private static string Frame(StringBuilder bars, int height)
    {
        var text = new StringBuilder();
        var width = Left + (Longest * Unit) + 110;
        Add(text, $"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {width} {height + 8}' width='{width}' font-family='system-ui, sans-serif' font-size='12'>");
        Add(text, $"<style>text {{ fill: #57606a }} .title {{ font-size: 15px; font-weight: 600 }} .value {{ font-size: 10px }} .own {{ font-size: 10px; font-weight: 700 }}</style>");
        Add(text, $"<text x='12' y='24' class='title'>Processor time of a request, HAProxy = 1 (shorter is better)</text>");
        var x = 12;
        foreach (var (name, colour) in Colours)
        {
            Add(text, $"<rect x='{x}' y='38' width='12' height='12' rx='2' fill='{colour}'/>");
            Add(text, $"<text x='{x + 17}' y='48'>{name}</text>");
            x += 90;
        }

        Add(text, $"<line x1='{Left + Unit}' x2='{Left + Unit}' y1='{Top - 8}' y2='{height}' stroke='#8c959f' stroke-dasharray='3 3'/>");
        return text.Append(bars).Append("</svg>\n").ToString();
    }

    private static void Add(StringBuilder text, FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
