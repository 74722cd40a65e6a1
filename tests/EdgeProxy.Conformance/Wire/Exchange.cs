using System.Diagnostics;

namespace EdgeProxy.Conformance;

/// <summary>The common ways to drive a case over a plain socket.</summary>
public static class Exchange
{
    private static readonly TimeSpan EndBound = TimeSpan.FromSeconds(2);

    /// <summary>One connection, one request, one answer.</summary>
    /// <param name="request">The bytes.</param>
    /// <param name="lookForEnd">Whether to wait (2 s at most) for the proxy to end the connection afterwards.</param>
    public static Func<ConformanceTarget, string, CancellationToken, Task<Observation>> Raw(RawRequest request, bool lookForEnd = false) =>
        async (target, id, cancellation) =>
        {
            using var connection = await RawConnection.OpenAsync(target.Address, cancellation);
            await connection.SendAsync(request.ToBytes(target, id), cancellation);
            var watch = Stopwatch.StartNew();
            var response = await connection.ReadResponseAsync(request.IsHead, cancellation);
            return Observation.Of(response) with
            {
                Elapsed = watch.Elapsed,
                ConnectionEnd = lookForEnd ? await connection.WaitForEndAsync(EndBound, cancellation) : ConnectionEnd.NotLooked,
            };
        };

    /// <summary>One connection, all the requests sent at once (pipelined), as many answers.</summary>
    public static Func<ConformanceTarget, string, CancellationToken, Task<Observation>> Pipelined(params RawRequest[] requests) =>
        async (target, id, cancellation) =>
        {
            using var connection = await RawConnection.OpenAsync(target.Address, cancellation);
            await connection.SendAsync(requests.SelectMany(r => r.ToBytes(target, id)).ToArray(), cancellation);
            var responses = new List<ObservedResponse>();
            foreach (var request in requests)
                responses.Add(await connection.ReadResponseAsync(request.IsHead, cancellation));
            return new Observation { Responses = responses };
        };

    /// <summary>One connection, the requests one after the other, each sent when the answer before it is there.</summary>
    public static Func<ConformanceTarget, string, CancellationToken, Task<Observation>> InTurn(params RawRequest[] requests) =>
        async (target, id, cancellation) =>
        {
            using var connection = await RawConnection.OpenAsync(target.Address, cancellation);
            var responses = new List<ObservedResponse>();
            foreach (var request in requests)
            {
                await connection.SendAsync(request.ToBytes(target, id), cancellation);
                responses.Add(await connection.ReadResponseAsync(request.IsHead, cancellation));
            }

            return new Observation { Responses = responses };
        };
}
