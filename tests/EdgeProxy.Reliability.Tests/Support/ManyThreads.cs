using System.Runtime.CompilerServices;

namespace EdgeProxy.Reliability.Tests.Support;

/// <summary>Thousands of connections end in this process too: its thread pool must not be what is measured.</summary>
internal static class ManyThreads
{
#pragma warning disable CA2255 // Once for all tests, before any of them.
    [ModuleInitializer]
    internal static void Allow() => ThreadPool.SetMinThreads(64, 64);
#pragma warning restore CA2255
}
