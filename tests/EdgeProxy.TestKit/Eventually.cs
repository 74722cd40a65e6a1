using System.Diagnostics;

namespace EdgeProxy.TestKit;

/// <summary>Waits for a condition with a bound, never for time.</summary>
public static class Eventually
{
    private static readonly TimeSpan DefaultLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Asks <paramref name="condition"/> every 20 ms until it holds.</summary>
    /// <param name="what">What is waited for, for the message.</param>
    /// <param name="condition">The condition.</param>
    /// <param name="limit">How long to wait at most; 30 s when null.</param>
    /// <exception cref="TimeoutException">The condition did not hold within <paramref name="limit"/>.</exception>
    public static async Task HoldsAsync(string what, Func<Task<bool>> condition, TimeSpan? limit = null)
    {
        ArgumentNullException.ThrowIfNull(condition);
        var watch = Stopwatch.StartNew();
        while (!await condition())
        {
            if (watch.Elapsed > (limit ?? DefaultLimit))
                throw new TimeoutException($"Not seen within {limit ?? DefaultLimit}: {what}.");
            await Task.Delay(Pause);
        }
    }

    /// <inheritdoc cref="HoldsAsync(string, Func{Task{bool}}, TimeSpan?)"/>
    public static Task HoldsAsync(string what, Func<bool> condition, TimeSpan? limit = null) =>
        HoldsAsync(what, () => Task.FromResult(condition()), limit);
}
