namespace EdgeProxy.Guides.Tests;

/// <summary>A fenced block of a guide.</summary>
/// <param name="Heading">The heading that it stands under.</param>
/// <param name="Language">The first word behind the fence: <c>sh</c>, <c>diff</c>, <c>csharp</c>.</param>
/// <param name="File">The word after that: the file that the block is; null without one.</param>
/// <param name="Text">Its lines.</param>
internal sealed record GuideBlock(string Heading, string Language, string? File, IReadOnlyList<string> Text)
{
    /// <summary>The blocks of a document, in order.</summary>
    public static IReadOnlyList<GuideBlock> Read(string path)
    {
        var blocks = new List<GuideBlock>();
        var heading = "";
        List<string>? text = null;
        string[] words = [];
        foreach (var line in System.IO.File.ReadLines(path))
        {
            var isFence = line.StartsWith("```", StringComparison.Ordinal);
            if (isFence && text is null)
            {
                words = line[3..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
                text = [];
            }
            else if (isFence)
            {
                blocks.Add(new GuideBlock(heading, words.ElementAtOrDefault(0) ?? "", words.ElementAtOrDefault(1), text!));
                text = null;
            }
            else if (text is not null)
            {
                text.Add(line);
            }
            else if (line.StartsWith('#'))
            {
                heading = line.TrimStart('#', ' ');
            }
        }

        return blocks;
    }
}
