using System.Globalization;
using System.Text;
using EdgeProxy.TestKit;
using FsCheck;
using FsCheck.Fluent;

namespace EdgeProxy.Reliability.Tests.Fuzzing;

/// <summary>What a client sends on one connection: requests of the corpus one after the other, changed in some places, in some pieces.</summary>
/// <param name="Seeds">The files of the corpus.</param>
/// <param name="Mutations">What is changed, in this order.</param>
/// <param name="Cuts">Where a piece ends, in parts of a thousand.</param>
/// <param name="Finishes">The client says that it sends no more (FIN) right behind it.</param>
internal sealed record WireInput(IReadOnlyList<string> Seeds, IReadOnlyList<Mutation> Mutations, IReadOnlyList<int> Cuts, bool Finishes)
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "EdgeProxy.Reliability.Tests", "Fuzzing", "Corpus");
    private static readonly Dictionary<string, string> Files = Directory.GetFiles(Folder, "*.http").Order(StringComparer.Ordinal).ToDictionary(file => Path.GetFileNameWithoutExtension(file), Read);

    /// <summary>The names of the corpus.</summary>
    public static IEnumerable<string> Corpus => Files.Keys;

    /// <summary>All bytes, a character each.</summary>
    public string Text => Mutations.Aggregate(string.Concat(Seeds.Select(seed => Files[seed])), (text, mutation) => mutation.Of(text));

    /// <summary>The bytes in the pieces in which they are sent.</summary>
    public IEnumerable<byte[]> Pieces()
    {
        var bytes = Encoding.Latin1.GetBytes(Text);
        var start = 0;
        foreach (var end in Cuts.Select(cut => bytes.Length * cut / 1000).Order().Append(bytes.Length))
        {
            if (end > start)
                yield return bytes[start..end];
            start = Math.Max(start, end);
        }
    }

    /// <summary>Makes them, and tries fewer of everything for one that fails.</summary>
    public static Arbitrary<WireInput> Any()
    {
        var seeds = Gen.Choose(1, 3).SelectMany(count => Gen.Elements<string>(Corpus).ArrayOf(count));
        var mutations = Gen.Choose(0, 4).SelectMany(count => Mutation.Any.ArrayOf(count));
        var cuts = Gen.Choose(0, 2).SelectMany(count => Gen.Choose(0, 1000).ArrayOf(count));
        var finishes = Gen.Frequency((5, Gen.Constant(false)), (1, Gen.Constant(true)));
        return Arb.From(
            seeds.Zip(mutations).Zip(cuts.Zip(finishes)).Select(all => new WireInput(all.Item1.Item1, all.Item1.Item2, all.Item2.Item1, all.Item2.Item2)), Smaller);
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{string.Join('+', Seeds)} {string.Join(' ', Mutations)} cuts {string.Join(',', Cuts)} finishes {Finishes}\n{Written(Text)}");

    private static IEnumerable<WireInput> Smaller(WireInput input) =>
    [
        .. Fewer(input.Seeds).Where(seeds => seeds.Count > 0).Select(seeds => input with { Seeds = seeds }),
        .. Fewer(input.Mutations).Select(mutations => input with { Mutations = mutations }),
        .. Fewer(input.Cuts).Select(cuts => input with { Cuts = cuts }),
        .. input.Finishes ? [input with { Finishes = false }] : Array.Empty<WireInput>(),
    ];

    private static IEnumerable<IReadOnlyList<T>> Fewer<T>(IReadOnlyList<T> all) => all.Select((_, left) => (IReadOnlyList<T>)[.. all.Where((_, index) => index != left)]);

    /// <summary>A file's lines end with CR and LF on the wire; <c>\n</c>, <c>\r</c>, <c>\t</c> and <c>\x00</c> in it are those bytes, and a line that ends with <c>\</c> goes on.</summary>
    private static string Read(string file)
    {
        var text = File.ReadAllText(file).Replace("\\\n", "", StringComparison.Ordinal).Replace("\n", "\r\n", StringComparison.Ordinal);
        var bytes = new StringBuilder();
        for (var index = 0; index < text.Length; index++)
        {
            if (text[index] != '\\')
            {
                bytes.Append(text[index]);
                continue;
            }

            index++;
            bytes.Append(text[index] switch
            {
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                _ => (char)byte.Parse(text.AsSpan(index + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture),
            });
            if (text[index] == 'x')
                index += 2;
        }

        return bytes.ToString();
    }

    /// <summary>As a file of the corpus has it.</summary>
    private static string Written(string bytes) => string.Concat(bytes.Replace("\r\n", "\u0100", StringComparison.Ordinal).Select(letter => letter switch
    {
        '\u0100' => "\n",
        '\n' => "\\n",
        '\r' => "\\r",
        >= ' ' and <= '~' => letter.ToString(),
        _ => string.Create(CultureInfo.InvariantCulture, $"\\x{(int)letter:x2}"),
    })) + "\\\n";
}
