using EdgeProxy.Gateway.Primitives;

namespace EdgeProxy.Gateway.Tests.Primitives;

public sealed class RepeatedReadTests
{
    private static readonly CancellationToken Test = TestContext.Current.CancellationToken;

    [Fact]
    public async Task WhatFollowsAReadIsGivenEachTime()
    {
        var doubled = new RepeatedRead<int>(static read => new ValueTask<int>(read.GetAwaiter().GetResult() * 2));
        for (var round = 1; round <= 3; round++)
        {
            var source = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
            var waiting = doubled.WaitAsync(new ValueTask<int>(source.Task)).AsTask();
            Assert.False(waiting.IsCompleted);
            source.SetResult(round);
            Assert.Equal(round * 2, await waiting.WaitAsync(Test));
        }
    }

    [Fact]
    public async Task WhatFollowsMayWaitItself()
    {
        var more = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var chained = new RepeatedRead<int>(_ => new ValueTask<int>(more.Task));
        var source = new TaskCompletionSource<int>();
        var waiting = chained.WaitAsync(new ValueTask<int>(source.Task)).AsTask();
        source.SetResult(1);
        Assert.False(waiting.IsCompleted);
        more.SetResult(7);
        Assert.Equal(7, await waiting.WaitAsync(Test));
    }

    [Fact]
    public async Task AFailureIsPassedOnAndTheNextReadWorks()
    {
        var plain = new RepeatedRead<int>(static read => read);
        var source = new TaskCompletionSource<int>();
        var waiting = plain.WaitAsync(new ValueTask<int>(source.Task)).AsTask();
        source.SetException(new IOException("broken"));
        await Assert.ThrowsAsync<IOException>(() => waiting);

        var next = new TaskCompletionSource<int>();
        var again = plain.WaitAsync(new ValueTask<int>(next.Task)).AsTask();
        next.SetResult(3);
        Assert.Equal(3, await again.WaitAsync(Test));
    }

    [Fact]
    public async Task AnExceptionOfWhatFollowsIsThatOfTheRead()
    {
        var throwing = new RepeatedRead<int>(static _ => throw new InvalidOperationException("no"));
        var source = new TaskCompletionSource<int>();
        var waiting = throwing.WaitAsync(new ValueTask<int>(source.Task)).AsTask();
        source.SetResult(1);
        await Assert.ThrowsAsync<InvalidOperationException>(() => waiting);
    }
}
