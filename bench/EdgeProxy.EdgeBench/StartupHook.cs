#pragma warning disable CA1050 // The runtime looks for this name, outside every namespace (dotnet/runtime, "host-startup-hook.md").

using EdgeProxy.EdgeBench.Allocations;

/// <summary>Runs inside a gateway that this program watches: <c>DOTNET_STARTUP_HOOKS</c> names this program's own file.</summary>
internal static class StartupHook
{
    public static void Initialize() => AllocationListener.Start();
}
