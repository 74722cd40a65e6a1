using System.Diagnostics;
using EdgeProxy.Hosting.Planning;
using EdgeProxy.Hosting.Processes;
using EdgeProxy.TestKit;

namespace EdgeProxy.Hosting.Tests.Processes;


public sealed class ProcessLauncherTests : IAsyncDisposable
{
    private static readonly TimeSpan PastThePoolsPatience = TimeSpan.FromSeconds(30);

    private readonly ProcessLauncher _launcher = new();

    public async ValueTask DisposeAsync() => await _launcher.DisposeAsync();

    [Fact]
    public async Task TheExitCodeIsThatOfTheProcess()
    {
        using var child = await _launcher.StartAsync(Shell("exit 7"));

        Assert.Equal(7, await child.Exited);
    }

    [Fact]
    public async Task AProcessLeadsASessionOfItsOwn()
    {
        using var child = await _launcher.StartAsync(Shell("ps -o sid= -p $$"));

        var session = await child.Output.ReadToEndAsync(TestContext.Current.CancellationToken);

        Assert.Equal($"{child.Id}", session.Trim());
    }

    [Fact]
    public async Task WhatAProcessLeavesBehindEndsWithIt()
    {
        using var child = await _launcher.StartAsync(Shell("sleep 600 >/dev/null 2>&1 & echo $!"));
        var orphan = int.Parse((await child.Output.ReadLineAsync(TestContext.Current.CancellationToken))!, System.Globalization.CultureInfo.InvariantCulture);
        await child.Exited;

        await Eventually.HoldsAsync("the orphan's end", () => !IsAlive(orphan));
    }

    [Fact]
    public async Task KillTakesTheWholeTree()
    {
        using var child = await _launcher.StartAsync(Shell("trap '' TERM; sleep 600 & echo $!; wait"));
        var grandchild = int.Parse((await child.Output.ReadLineAsync(TestContext.Current.CancellationToken))!, System.Globalization.CultureInfo.InvariantCulture);

        child.Kill();

        Assert.Equal(137, await child.Exited);
        await Eventually.HoldsAsync("the grandchild's end", () => !IsAlive(grandchild));
    }

    [Fact]
    public async Task AProgramThatIsNotThereIsNotStarted()
    {
        // Where a prefix starts the program, the prefix ends with 127, and says why.
        try
        {
            using var child = await _launcher.StartAsync(new ProcessPlan("/nowhere/program", [], "/", new Dictionary<string, string>()));
            Assert.Equal(127, await child.Exited);
        }
        catch (ProcessStartException exception)
        {
            Assert.Contains("/nowhere/program", exception.Message, StringComparison.Ordinal);
        }
    }

    /// <summary>The parent-death signal comes when the starting thread ends; a pool's idle thread does so after some 20 s.</summary>
    [Fact]
    public async Task AProcessIsStillThereWhenThePoolHasLetItsThreadsGo()
    {
        using var child = await _launcher.StartAsync(Shell("sleep 600"));
        var watch = Stopwatch.StartNew();

        await Eventually.HoldsAsync("30 s of life", () => watch.Elapsed > PastThePoolsPatience || child.Exited.IsCompleted, PastThePoolsPatience * 2);

        Assert.False(child.Exited.IsCompleted);
        child.Kill();
    }

    private static bool IsAlive(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static ProcessPlan Shell(string script) => new("/bin/sh", ["-c", script], "/", new Dictionary<string, string>());
}
