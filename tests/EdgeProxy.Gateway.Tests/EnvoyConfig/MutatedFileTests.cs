using EdgeProxy.Gateway.EnvoyConfig;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace EdgeProxy.Gateway.Tests.EnvoyConfig;

/// <summary>Whatever becomes of a file, the reader answers: a configuration, or errors that each have a place.</summary>
public sealed class MutatedFileTests
{
    private static readonly string[] Files = [.. new[] { "edge.yaml", "edge.v2.yaml", "edge.json", "full.yaml" }.Select(EnvoyFile.Text)];

    private static readonly string[] Pieces =
        ["*", "&a ", "*a", ": ", "- ", "\n", "  ", "{", "}", "[", "]", "\"", "'", "null", "-1", "1e99", "\t", "\0", "%", "!!int ", "|", "<<: ", "9999999999999999999s", "\ud800"];

    [Property(MaxTest = 1000)]
    public void AnAnswerComesOfAnyMutation(int file, NonEmptyArray<int> choices)
    {
        var text = Files[Math.Abs(file % Files.Length)];
        foreach (var choice in choices.Get.Take(6))
            text = Mutate(text, choice);
        Check(text);
    }

    [Property(MaxTest = 200)]
    public void AnAnswerComesOfAnyText(string? text) => Check(text ?? "");

    [Property(MaxTest = 200)]
    public void AnAnswerComesOfAnyFieldLeftOut(int file, PositiveInt line)
    {
        var lines = Files[Math.Abs(file % Files.Length)].Split('\n').ToList();
        lines.RemoveAt(line.Get % lines.Count);
        Check(string.Join('\n', lines));
    }

    private static string Mutate(string text, int choice)
    {
        var random = new System.Random(choice);
        var place = random.Next(text.Length + 1);
        var length = Math.Min(random.Next(1, 30), text.Length - place);
        return random.Next(4) switch
        {
            0 => text.Remove(place, length),
            1 => text.Insert(place, Pieces[random.Next(Pieces.Length)]),
            2 => text.Insert(place, text.Substring(random.Next(text.Length - length + 1), length)),
            _ => string.Concat(text.AsSpan(0, place), Pieces[random.Next(Pieces.Length)], text.AsSpan(place + length)),
        };
    }

    private static void Check(string text)
    {
        var result = EnvoyConfigReader.Read(text, "f");
        Assert.Equal(result.Config is null, result.Errors.Count > 0);
        Assert.All(result.Errors, error => Assert.StartsWith("f", error.Place, StringComparison.Ordinal));
    }
}
