using System.Globalization;
using EdgeProxy.Conformance;
using EdgeProxy.Reliability.Tests.Hostile;
using EdgeProxy.TestKit;

namespace EdgeProxy.Reliability.Tests.Fuzzing;

/// <summary>
/// Whatever bytes come, the edge reads the requests that <see cref="ReferenceReader"/> reads, the upstream gets those and no others, answers are the right
/// ones in the right order, and what is no request is refused by a documented status.
/// </summary>
public sealed class WireFuzzTests(HostileEdge system) : IClassFixture<HostileEdge>
{
    private const int Cases = 1_500;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>What the edge may say of a request that it refuses; docs/envoy-parity.md has the reasons.</summary>
    private static readonly int[] Refusals = [400, 403, 404, 426, 431, 501];

    /// <summary>What broke within its body may still be on its way when the client has heard of it.</summary>
    private readonly List<string> _late = [];

    public static TheoryData<string> Corpus => [.. WireInput.Corpus];

    [Theory]
    [MemberData(nameof(Corpus))]
    public Task TheCorpusIsReadAsTheReferenceReadsIt(string seed) => CheckAsync(new WireInput([seed], [], [], Finishes: false));

    [Fact]
    public async Task WhatBecomesOfTheCorpusIsReadAsTheReferenceReadsIt()
    {
        await using var honest = new HonestClients(system.Edge.Address, connections: 2);

        Fuzz.Check(WireInput.Any(), Cases, CheckAsync);

        Assert.Empty((await honest.StopAsync()).Wrong);
        Assert.Empty(system.Upstream.Breaches);
    }

    private async Task CheckAsync(WireInput input)
    {
        using var limit = new CancellationTokenSource(Patience);
        var expected = ReferenceReader.Read(input.Text);
        var seen = system.Upstream.Targets.Count;
        using var connection = await system.Edge.ConnectAsync();
        foreach (var piece in input.Pieces())
            await connection.SendAsync(piece, limit.Token);
        if (input.Finishes)
            connection.FinishSending();

        var answers = 0;
        while (answers < expected.Count && expected[answers].Fate == ReferenceFate.Answered)
        {
            var answer = await connection.ReadResponseAsync(expected[answers].IsHead, limit.Token);
            // Whoever says that he sends no more may get no answer.
            if (answer.Status == 0 && input.Finishes)
                break;
            AssertAnswer(expected[answers++], answer);
        }

        if (answers == expected.Count)
            Assert.Equal(0, (await connection.ReadResponseAsync(toHead: false, limit.Token)).Status);
        else
            await CheckLastAsync(connection, expected[answers], input.Finishes, limit.Token);
        CheckUpstream(seen, [.. expected.Where(request => request.Target is not null).Select(request => request.Target!)], answers);
    }

    private static void AssertAnswer(ReferenceRequest request, ObservedResponse answer)
    {
        Assert.Equal(200, answer.Status);
        Assert.True(answer.Complete);
        if (!request.IsHead)
            Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"{request.Target} {request.BodyLength}"), answer.Text);
    }

    private static async Task CheckLastAsync(RawConnection connection, ReferenceRequest last, bool finishes, CancellationToken cancellation)
    {
        if (last.Fate == ReferenceFate.Nothing && !finishes)
        {
            // The two ends agree about where the last request ended: the next one is read as one.
            await connection.SendAsync("GET /probe HTTP/1.1\r\nHost: h\r\n\r\n"u8.ToArray(), cancellation);
            AssertAnswer(new ReferenceRequest(ReferenceFate.Answered, "/probe"), await connection.ReadResponseAsync(toHead: false, cancellation));
            return;
        }

        if (last.Fate == ReferenceFate.Unfinished && !finishes)
            connection.FinishSending();
        var answer = await connection.ReadResponseAsync(toHead: false, cancellation);
        if (last is { Fate: ReferenceFate.Refused, Target: null } && !finishes)
            Assert.NotEqual(0, answer.Status);
        if (answer.Status != 0)
        {
            Assert.Contains(answer.Status, Refusals);
            Assert.Equal("edge-proxy", answer.Headers.Find("server"));
            Assert.Equal(0, (await connection.ReadResponseAsync(toHead: false, cancellation)).Status);
        }
    }

    /// <summary>The upstream got the requests that were read, one after the other, and at the most the beginning of one that broke within its body.</summary>
    private void CheckUpstream(int seen, string[] expected, int answered)
    {
        var next = 0;
        foreach (var target in system.Upstream.Targets.Skip(seen).Where(target => !target.StartsWith("/bystander/", StringComparison.Ordinal) && target != "/probe"))
        {
            if (next < expected.Length && target == expected[next])
                next++;
            else
                Assert.True(_late.Remove(target), $"The upstream got '{target}'.");
        }

        Assert.InRange(next, answered, expected.Length);
        _late.AddRange(expected[next..]);
        Assert.Empty(system.Upstream.Breaches);
    }
}
