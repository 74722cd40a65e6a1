using EdgeProxy.Gateway.Configuration.Envoy;
using EdgeProxy.TestKit;
using FsCheck.Fluent;

namespace EdgeProxy.Gateway.Tests.Configuration.Envoy;

/// <summary>Whatever becomes of a file, the reader answers: a configuration, or errors that each have a place.</summary>
public sealed class MutatedFileTests
{
    private static readonly string[] Files = [.. new[] { "edge.yaml", "edge.v2.yaml", "edge.json", "full.yaml" }.Select(EnvoyFile.Text)];

    private static readonly string[] Pieces =
        ["*", "&a ", "*a", ": ", "- ", "\n", "  ", "{", "}", "[", "]", "\"", "'", "null", "-1", "1e99", "\t", "\0", "%", "!!int ", "|", "<<: ", "9999999999999999999s", "\ud800"];

    [Fact]
    public void AnAnswerComesOfAnyMutation() => Fuzz.Check(
        Arb.From(
            Gen.Elements(Files).Zip(Gen.Choose(0, int.MaxValue).NonEmptyListOf().Select(choices => choices.Take(6).ToArray())),
            input => Fewer(input.Item2).Select(fewer => (input.Item1, fewer))),
        cases: 1_000,
        input => Check(input.Item2.Aggregate(input.Item1, Mutate)));

    [Fact]
    public void AnAnswerComesOfAnyText() => Fuzz.Check(ArbMap.Default.ArbFor<string>(), cases: 200, text => Check(text ?? ""));

    [Fact]
    public void AnAnswerComesOfPiecesOfYaml() =>
        Fuzz.Check(Gen.Elements(Pieces).Or(Gen.Elements("static_resources", "admin", "listeners", "a")).ListOf().Select(string.Concat).ToArbitrary(), cases: 1_000, Check);

    [Fact]
    public void AnAnswerComesOfAnyLineLeftOut() => Assert.All(Files, file =>
    {
        var lines = file.Split('\n');
        for (var line = 0; line < lines.Length; line++)
            Check(string.Join('\n', lines.Where((_, index) => index != line)));
    });

    private static IEnumerable<int[]> Fewer(int[] choices) => choices.Length == 1 ? [] : choices.Select((_, left) => choices.Where((_, index) => index != left).ToArray());

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
        // A file with its line and column, the field where there is one; or the file and the field, where the mistake is of many lines.
        Assert.All(result.Errors.Concat(result.Warnings), problem => Assert.Matches(@"^f(:\d+:\d+( \S.*)?| \S.*|)$", problem.Place));
        Assert.All(result.Errors.Concat(result.Warnings), problem => Assert.NotEqual("", problem.Message));
    }
}
