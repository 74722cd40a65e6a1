using Bunit;
using EdgeProxy.Dashboard.Otlp;
using EdgeProxy.Dashboard.Otlp.Listening;
using EdgeProxy.Dashboard.Presentation;
using EdgeProxy.Dashboard.ResourceFeed;
using EdgeProxy.Dashboard.Telemetry;
using EdgeProxy.Dashboard.Telemetry.Logs;
using EdgeProxy.Dashboard.Telemetry.Metrics;
using EdgeProxy.Dashboard.Telemetry.Resources;
using EdgeProxy.Dashboard.Telemetry.Traces;
using EdgeProxy.Dashboard.Tests.Demo;
using EdgeProxy.Dashboard.Tests.Fakes;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace EdgeProxy.Dashboard.Tests.Components;

/// <summary>Where components are tested: the demo's telemetry and resources, and a browser that does nothing.</summary>
internal sealed class PageContext : BunitContext
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);

    public PageContext(bool isEmpty = false)
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        JSInterop.SetupModule("./js/virtual-rows.js").Mode = JSRuntimeMode.Loose;
        JSInterop.SetupModule("./js/brush.js").Mode = JSRuntimeMode.Loose;
        Services.AddSingleton(TimeProvider.System);
        Services.AddSingleton<ITelemetryChanges>(Telemetry).AddSingleton<IResourceQueries>(Telemetry).AddSingleton<ITelemetryControl>(Telemetry);
        Services.AddSingleton<ITraceQueries>(Telemetry.Traces).AddSingleton<ILogQueries>(Telemetry.Logs).AddSingleton<IMetricQueries>(Telemetry.Metrics);
        Services.AddSingleton(Resources).AddSingleton(Console).AddSingleton(Commands);
        Services.AddSingleton<ResourceColors>().AddSingleton<UnseenErrors>();
        var configuration = new ConfigurationBuilder().Build();
        var keys = new OtlpApiKeys(Options.Create(new OtlpOptions()), configuration);
        Services.AddSingleton(keys).AddSingleton(new OtlpAddresses(configuration, keys)).AddSingleton<IRejectionQueries>(Telemetry);
        // After this nothing can be registered any more.
        Renderer.SetRendererInfo(new RendererInfo("Server", isInteractive: true));
        if (isEmpty)
            return;
        var shop = DemoShop.Create(Now, traces: 40);
        shop.Traces.ForEach(Telemetry.Add);
        shop.Logs.ForEach(Telemetry.Add);
        var receiver = new ResourceFeedReceiver(Resources, Console, Commands);
        foreach (var message in DemoResources.Messages(Now))
            receiver.Receive(message);
    }

    public FakeTelemetry Telemetry { get; } = new();

    public ResourceStore Resources { get; } = new();

    public ConsoleLogStore Console { get; } = new(Options.Create(new ResourceFeedOptions()));

    public ResourceCommands Commands { get; } = new(TimeProvider.System);
}
