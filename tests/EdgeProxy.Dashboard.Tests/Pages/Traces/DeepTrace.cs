using EdgeProxy.Dashboard.Pages.Traces;
using EdgeProxy.Dashboard.Tests.Demo;
using EdgeProxy.Dashboard.Tests.Fakes;
using OpenTelemetry.Proto.Trace.V1;

namespace EdgeProxy.Dashboard.Tests.Pages.Traces;

/// <summary>A chain: server, client, server, client, each a millisecond within the one before, with a failure at its end.</summary>
internal static class DeepTrace
{
    public static TraceTree Build(int spans = 6)
    {
        var trace = new DemoTrace(new Random(1), new DateTimeOffset(2026, 1, 2, 12, 0, 0, TimeSpan.Zero));
        Span? parent = null;
        for (var index = 0; index < spans; index++)
        {
            var kind = index % 2 == 0 ? DemoTrace.Server : DemoTrace.Client;
            parent = trace.AddSpan(DemoShop.Processes[index % 5], $"span {index}", kind, parent, index, 100 - (2 * index), index == spans - 1);
        }

        var telemetry = new FakeTelemetry();
        telemetry.Add(trace.Request());
        return TraceTree.Build(telemetry.Traces.Find(telemetry.Traces.Ids.Single())!);
    }
}
