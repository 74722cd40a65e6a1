namespace EdgeProxy.EdgeBench.Contenders;

/// <summary>The gateway as it is shipped, with the access log in a file and telemetry exported, one trace in a hundred.</summary>
internal static class Gateway
{
    private const string Project = "EdgeProxy.Gateway";

    public static async Task<Contender> StartAsync(Workplace workplace, GatewayVariant variant)
    {
        var port = Workplace.FreePort();
        var process = await StartAsync(workplace, port, variant);
        return new Contender(variant.Label, "this repository", port, port, process);
    }

    /// <summary>Starts one on a port that is given.</summary>
    public static Task<ChildProcess> StartAsync(Workplace workplace, int port, GatewayVariant variant)
    {
        var environment = new Dictionary<string, string>(variant.Environment)
        {
            ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}",
            ["EDGE_ADMIN_PORT"] = $"{Workplace.FreePort()}",
            ["Edge__AccessLog__Path"] = workplace.File($"{variant.Label}-access.log"),
            ["Edge__Drain__Time"] = "00:00:00",
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = $"http://127.0.0.1:{workplace.Telemetry}",
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            ["OTEL_SERVICE_NAME"] = "gateway",
            ["OTEL_TRACES_SAMPLER"] = "parentbased_traceidratio",
            ["OTEL_TRACES_SAMPLER_ARG"] = "0.01",
            ["services__ping-svc__http__0"] = $"http://127.0.0.1:{workplace.Ping[0]}",
            ["services__ping-svc__http__1"] = $"http://127.0.0.1:{workplace.Ping[1]}",
            ["services__pong-svc__http__0"] = $"http://127.0.0.1:{workplace.Pong[0]}",
            ["services__pong-svc__http__1"] = $"http://127.0.0.1:{workplace.Pong[1]}",
        };
        return ChildProcess.StartAsync([variant.Program ?? Workplace.Program(Project)], port, workplace.File($"{variant.Label}.log"), environment);
    }
}
