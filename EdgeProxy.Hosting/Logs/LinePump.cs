namespace EdgeProxy.Hosting.Logs;

/// <summary>Cuts what a process writes into lines; one without an end is cut too, so that it cannot fill the memory.</summary>
internal static class LinePump
{
    private const int MaxLength = 16 * 1024;
    private const int BufferLength = 4096;

    /// <summary>Reads until the process closes its end.</summary>
    public static async Task RunAsync(TextReader reader, Action<string> line)
    {
        var buffer = new char[BufferLength];
        var rest = new System.Text.StringBuilder();
        int read;
        while ((read = await reader.ReadAsync(buffer)) > 0)
        {
            var chunk = buffer.AsMemory(0, read);
            int end;
            while ((end = chunk.Span.IndexOf('\n')) >= 0)
            {
                rest.Append(chunk.Span[..end]);
                Flush(rest, line);
                chunk = chunk[(end + 1)..];
            }

            rest.Append(chunk.Span);
            if (rest.Length >= MaxLength)
                Flush(rest, line);
        }

        if (rest.Length > 0)
            Flush(rest, line);
    }

    private static void Flush(System.Text.StringBuilder text, Action<string> line)
    {
        if (text.Length > 0 && text[^1] == '\r')
            text.Length--;
        line(text.ToString());
        text.Clear();
    }
}
