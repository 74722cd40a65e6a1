using System.Text;
using EdgeProxy.Conformance;

namespace EdgeProxy.Reliability.Tests.Hostile;

/// <summary>
/// Nothing arrives upstream that the gateway did not understand: whatever is sent, requests upstream keep RFC 9112 by the letter, what was hidden in a body
/// stays there, and the answers of others stay theirs.
/// </summary>
public sealed class RequestSmugglingTests(HostileEdge system) : IClassFixture<HostileEdge>
{
    private const int AtOnce = 16;
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    /// <summary>A client that says it will send no more is another case: the edge gives its request up, and what is left of its body is no request.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task OfNoKnownKindGetsThrough(bool finishes)
    {
        var wrong = new List<string>();
        var refused = 0;
        await using (var honest = new HonestClients(system.Edge.Address))
        {
            await Parallel.ForEachAsync(
                SmugglingVariants.All, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (variant, _) =>
                {
                    var statuses = await SendAsync(variant.Value, finishes);
                    if (statuses is [] or [0 or >= 400, ..])
                        Interlocked.Increment(ref refused);
                });
            wrong.AddRange((await honest.StopAsync()).Wrong);
        }

        Support.Figures.Report($"{SmugglingVariants.All.Count} variants{(finishes ? " and a half-closed connection" : "")}, {refused} refused, the others understood; {system.Upstream.Breaches.Count} breaches, {wrong.Count} wrong answers");
        var smuggled = system.Upstream.Targets.Where(target => target.StartsWith(SmugglingVariants.Prefix, StringComparison.Ordinal))
            .Select(target => target[SmugglingVariants.Prefix.Length..]).ToHashSet();
        Assert.DoesNotContain(SmugglingVariants.All.Keys, name => smuggled.Contains(name[..3]));
        Assert.Empty(system.Upstream.Breaches);
        Assert.Empty(wrong);
    }

    /// <summary>Sends a request and, behind it on the same connection, an honest one.</summary>
    private async Task<IReadOnlyList<int>> SendAsync(string request, bool finishes)
    {
        using var connection = await system.Edge.ConnectAsync();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Patience);
        await connection.SendAsync(Encoding.Latin1.GetBytes(request + "GET /after HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"), limit.Token);
        if (finishes)
            connection.FinishSending();
        var statuses = new List<int>();
        try
        {
            ObservedResponse answer;
            do
            {
                answer = await connection.ReadResponseAsync(toHead: false, limit.Token);
                statuses.Add(answer.Status);
            }
            while (answer is { Complete: true, Status: > 0 } && statuses.Count < 4);
        }
        catch (OperationCanceledException) when (!TestContext.Current.CancellationToken.IsCancellationRequested)
        {
            // It waits for more of a body, which is an answer too.
        }

        return statuses;
    }
}
