using System.Globalization;

namespace EdgeProxy.StartupBench;

/// <summary>One start and stop of a system.</summary>
/// <param name="FirstAnswer">Seconds from the command to the first 200 through the edge.</param>
/// <param name="ProcessorTime">Processor seconds of all processes until then.</param>
/// <param name="Memory">Proportional set size of all processes in MB (10^6 bytes), five seconds later.</param>
/// <param name="ServicesStopped">Seconds from SIGTERM until the edge and the services are gone.</param>
/// <param name="AppHostStopped">Seconds until the AppHost is gone.</param>
/// <param name="AllStopped">Seconds until every process is gone.</param>
internal sealed record Measurement(double FirstAnswer, double ProcessorTime, double Memory, double ServicesStopped, double AppHostStopped, double AllStopped)
{
    public static IReadOnlyList<(string Label, Func<Measurement, double> Select)> Columns { get; } =
    [
        ("first 200 through the edge, s", one => one.FirstAnswer),
        ("processor time until then, s", one => one.ProcessorTime),
        ("memory (PSS) of all processes, MB", one => one.Memory),
        ("SIGTERM until services gone, s", one => one.ServicesStopped),
        ("SIGTERM until AppHost gone, s", one => one.AppHostStopped),
        ("SIGTERM until everything gone, s", one => one.AllStopped),
    ];

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"first 200 {FirstAnswer:0.00} s, processor {ProcessorTime:0.00} s, memory {Memory:0} MB, stop: services {ServicesStopped:0.00} s, AppHost {AppHostStopped:0.00} s, all {AllStopped:0.00} s");
}
