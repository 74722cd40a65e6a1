using EdgeProxy.Hosting.Logs;
using EdgeProxy.Hosting.Processes;

namespace EdgeProxy.Hosting.Running;


/// <summary>What every replica needs of the engine.</summary>
internal sealed record ReplicaServices(
    ProcessLauncher Launcher,
    ResourceStateStore States,
    HealthMonitor Health,
    ConsoleLogStore Logs,
    ConsoleOutput Output,
    EngineOptions Options,
    TimeProvider Time);
