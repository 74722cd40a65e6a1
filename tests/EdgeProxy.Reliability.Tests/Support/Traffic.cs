using EdgeProxy.TestKit;

namespace EdgeProxy.Reliability.Tests.Support;

/// <summary>The load of the tables: 64 connections, each asking again as soon as it was answered.</summary>
internal static class Traffic
{
    public const int Connections = 64;

    public static ClosedLoopLoad To(Uri target, Version? version = null, string? body = null) =>
        new(target, Connections, pause: TimeSpan.FromMilliseconds(10), version, body);

    /// <summary>Compares what clients got with the row of docs/reliability.md: exactly these answers, and no others.</summary>
    public static async Task MatchesAsync(this ClosedLoopLoad load, string row)
    {
        var failures = await load.StopAsync();
        Said.Figures($"{row}: {load.Served} served, longest {load.Longest.TotalMilliseconds:0} ms, else {string.Join("; ", failures.Select(failure => $"{failure.Value} x {failure.Key}"))}");
        var allowed = ReliabilityPage.Row(row)["clients get"].Split("; ");
        Assert.Contains("200", allowed);
        Assert.All(failures.Keys, failure => Assert.Contains(failure, allowed));
        if (allowed.Length > 1)
            Assert.NotEmpty(failures);
    }
}
