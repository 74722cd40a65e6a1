using EdgeProxy.TestKit;

namespace EdgeProxy.Gateway.Tests.Upstream.Http1;

/// <summary>The codec against .NET's client, over random answers. The codec is stricter; where it reads an answer, both read the same one.</summary>
public sealed class ResponseDifferentialTests
{
    private const int Cases = 1_500;

    /// <summary>What is right is read by both, to the same end.</summary>
    [Fact]
    public void GoodAnswers_AreReadAsTheClientReadsThem() => Fuzz.Check(RandomAnswer.Any(mutations: 0), Cases, async answer =>
    {
        var pieces = answer.Pieces();
        var read = ReadAnswer.ByCodec(pieces, answer.IsToHead, keepsFrame: false);
        Assert.Equal(AnswerFate.Whole, read.Fate);
        Assert.Equal(await ReadAnswer.ByClientAsync(pieces, answer.IsToHead), read);
    });

    [Fact]
    public void BrokenAnswers_ThatAreReadAreReadAsTheClientReadsThem() => Fuzz.Check(RandomAnswer.Any(mutations: 3), Cases, async answer =>
    {
        var pieces = answer.Pieces();
        var read = ReadAnswer.ByCodec(pieces, answer.IsToHead, keepsFrame: false);
        // A switch of protocols has no body here, and a reset content neither.
        if (read.Fate != AnswerFate.Whole || read.Status is 101 or 205)
            return;
        Assert.Equal(await ReadAnswer.ByClientAsync(pieces, answer.IsToHead), read);
    });

    /// <summary>A frame that passes says the same as the data without it, wherever it is cut.</summary>
    [Fact]
    public void Frames_ThatPass_HoldTheSameData() => Fuzz.Check(RandomAnswer.Any(mutations: 2), Cases, answer =>
    {
        var framed = ReadAnswer.ByCodec(answer.Pieces(), answer.IsToHead, keepsFrame: true);
        var plain = ReadAnswer.ByCodec(answer.Pieces(), answer.IsToHead, keepsFrame: false);
        Assert.Equal(plain.Fate, framed.Fate);
        if (plain.Fate != AnswerFate.Whole || plain.Body == framed.Body)
            return;
        var head = $"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{framed.Body}";
        Assert.Equal(plain.Body, ReadAnswer.ByCodec([System.Text.Encoding.Latin1.GetBytes(head)], isToHead: false, keepsFrame: false).Body);
        Assert.DoesNotContain(";", framed.Body.Split("\r\n")[0], StringComparison.Ordinal);
    });

    /// <summary>Where a cut falls changes nothing.</summary>
    [Fact]
    public void Answers_AreReadTheSameInOnePieceAndInMany() => Fuzz.Check(RandomAnswer.Any(mutations: 2), Cases, answer =>
    {
        var whole = ReadAnswer.ByCodec([[.. answer.Pieces().SelectMany(piece => piece)]], answer.IsToHead, keepsFrame: false);
        var bytes = ReadAnswer.ByCodec([.. answer.Pieces().SelectMany(piece => piece).Take(500).Select(letter => (byte[])[letter])], answer.IsToHead, keepsFrame: false);
        if (answer.Text.Length <= 500)
            Assert.Equal((whole.Fate, whole.Status, whole.Fields), (bytes.Fate, bytes.Status, bytes.Fields));
        if (answer.Text.Length <= 500 && whole.Fate != AnswerFate.Refused)
            Assert.Equal(whole.Body, bytes.Body);
    });
}
