using EdgeProxy.TestKit;

namespace EdgeProxy.Reliability.Tests.Support;

/// <summary>The load of the fault tests: 64 connections, each asking again as soon as it was answered.</summary>
internal static class Traffic
{
    public const int Connections = 64;

    public const string NoHealthyUpstream = "503 no healthy upstream";
    public const string ConnectionFailure = "503 upstream connect error or disconnect/reset before headers. reset reason: connection failure";
    public const string ConnectionTermination = "503 upstream connect error or disconnect/reset before headers. reset reason: connection termination";
    public const string RemoteReset = "503 upstream connect error or disconnect/reset before headers. reset reason: remote reset";
    public const string RequestTimeout = "504 upstream request timeout";

    public static ClosedLoopLoad To(Uri target, Version? version = null, string? body = null) =>
        new(target, Connections, pause: TimeSpan.FromMilliseconds(10), version, body);

    /// <summary>Ends the load, of which no request may have failed.</summary>
    /// <param name="load">The load.</param>
    /// <param name="fault">What was done meanwhile, for the report.</param>
    public static async Task AssertServedAsync(this ClosedLoopLoad load, string fault) => Assert.Empty(await StopAsync(load, fault));

    /// <summary>Ends the load, of which some requests must have failed, in these ways only.</summary>
    /// <param name="load">The load.</param>
    /// <param name="fault">What was done meanwhile, for the report.</param>
    /// <param name="allowed">What clients may get instead of a success.</param>
    public static async Task AssertFailuresAsync(this ClosedLoopLoad load, string fault, params string[] allowed)
    {
        var failures = await StopAsync(load, fault);
        Assert.NotEmpty(failures);
        Assert.All(failures.Keys, failure => Assert.Contains(failure, allowed));
    }

    private static async Task<IReadOnlyDictionary<string, long>> StopAsync(ClosedLoopLoad load, string fault)
    {
        var failures = await load.StopAsync();
        Figures.Report($"{fault}: {load.Served} served, longest {load.Longest.TotalMilliseconds:0} ms, else {string.Join("; ", failures.Select(failure => $"{failure.Value} x {failure.Key}"))}");
        return failures;
    }
}
