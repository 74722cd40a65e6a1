namespace EdgeProxy.OtlpLoad.Figures;

/// <summary>Writes each figure as soon as it is there, as a row of one Markdown table.</summary>
internal sealed class FigureTable(TextWriter output)
{
    private int _missed;

    /// <summary>How many figures were not what they should be.</summary>
    public int Missed => _missed;

    public async Task BeginAsync()
    {
        await output.WriteLineAsync("| figure | measured | should be | Aspire dashboard |");
        await output.WriteLineAsync("|---|---|---|---|");
    }

    public Task AddAsync(Figure figure)
    {
        if (figure.IsMet == false)
            _missed++;
        return output.WriteLineAsync(figure.ToString());
    }
}
