using System.Text.Json;
using EdgeProxy.Gateway.Configuration.Envoy;

namespace EdgeProxy.Gateway.Tests.Configuration.Envoy;

/// <summary>Envoy's access logs: their filters, their formats, and several of them at once.</summary>
public sealed class ServedAccessLogTests : IAsyncLifetime
{
    private static readonly (string Name, string Filter)[] Logs =
    [
        ("all", ""),
        ("errors", "filter: { status_code_filter: { comparison: { op: GE, value: { default_value: 400, runtime_key: x } } } },"),
        ("slow", "filter: { duration_filter: { comparison: { op: GE, value: { default_value: 100000 } } } },"),
        ("no-checks", "filter: { not_health_check_filter: {} },"),
        ("debug", "filter: { header_filter: { header: { name: x-debug, string_match: { exact: \"1\" } } } },"),
        ("flagged", "filter: { response_flag_filter: { flags: [NR, UH] } },"),
        ("both", "filter: { and_filter: { filters: [{ status_code_filter: { comparison: { op: EQ, value: { default_value: 404 } } } }, { header_filter: { header: { name: x-debug, present_match: true } } }] } },"),
        ("either", "filter: { or_filter: { filters: [{ status_code_filter: { comparison: { op: NE, value: { default_value: 200 } } } }, { header_filter: { header: { name: x-debug, present_match: true } } }] } },"),
        ("none", "filter: { runtime_filter: { runtime_key: x, percent_sampled: { numerator: 0 } } },"),
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Filters_ChooseRequests()
    {
        var logs = Logs.Select(log => $"{{ name: envoy.access_loggers.file, {log.Filter} typed_config: {{ \"@type\": type.googleapis.com/envoy.extensions.access_loggers.file.v3.FileAccessLog, path: {_folder}/{log.Name}, log_format: {{ text_format_source: {{ inline_string: \"%REQ(:PATH)%\\n\" }} }} }} }}");
        await using (var gateway = await StartAsync(string.Join(", ", logs)))
        {
            await gateway.GetAsync("/good");
            await gateway.GetAsync("/good/debug", "x-debug: 1");
            await gateway.GetAsync("/healthz");
            await gateway.GetAsync("/missing/debug", "x-debug: 2");
            await gateway.GetAsync("/missing");
        }

        Assert.Equal("/good /good/debug /healthz /missing /missing/debug", await ReadAsync("all"));
        Assert.Equal("/missing /missing/debug", await ReadAsync("errors"));
        Assert.Equal("", await ReadAsync("slow"));
        Assert.Equal("/good /good/debug /missing /missing/debug", await ReadAsync("no-checks"));
        Assert.Equal("/good/debug", await ReadAsync("debug"));
        Assert.Equal("/missing /missing/debug", await ReadAsync("flagged"));
        Assert.Equal("/missing/debug", await ReadAsync("both"));
        Assert.Equal("/good/debug /missing /missing/debug", await ReadAsync("either"));
        Assert.Equal("", await ReadAsync("none"));
    }

    [Fact]
    public async Task Json_KeepsTypesAndNesting()
    {
        const string Format = "{ code: \"%RESPONSE_CODE%\", flags: \"%RESPONSE_FLAGS%\", mixed: \"code %RESPONSE_CODE%\", missing: \"%REQ(x-none)%\", fixed: 5, on: true, text: plain, "
            + "request: { method: \"%REQ(:METHOD)%\", inner: { path: \"%REQ(:PATH)%\" } }, list: [\"%PROTOCOL%\", two], year: \"%START_TIME(%Y)%\", seconds: \"%START_TIME(%s.%3f)%\" }";
        await using (var gateway = await StartAsync($"{{ name: envoy.access_loggers.file, typed_config: {{ path: {_folder}/json, log_format: {{ json_format: {Format} }} }} }}"))
            await gateway.GetAsync("/good?a=\"");

        using var line = JsonDocument.Parse(await ReadAsync("json"));
        var root = line.RootElement;
        Assert.Equal(200, root.GetProperty("code").GetInt32());
        Assert.Equal(("code 200", JsonValueKind.Null, 5, true, "plain"), (root.GetProperty("mixed").GetString(), root.GetProperty("missing").ValueKind,
            root.GetProperty("fixed").GetInt32(), root.GetProperty("on").GetBoolean(), root.GetProperty("text").GetString()));
        Assert.Equal(("GET", "/good?a=\""), (root.GetProperty("request").GetProperty("method").GetString(), root.GetProperty("request").GetProperty("inner").GetProperty("path").GetString()));
        Assert.Equal(["HTTP/1.1", "two"], root.GetProperty("list").EnumerateArray().Select(element => element.GetString()));
        Assert.Matches("^20[0-9]{2}$", root.GetProperty("year").GetString());
        Assert.Matches("^[0-9]{10,}\\.[0-9]{3}$", root.GetProperty("seconds").GetString());
    }

    [Fact]
    public void UnknownOperator_IsAWarning() => Assert.Contains(
        EnvoyConfigReader.Read(File("{ name: envoy.access_loggers.stdout, typed_config: { log_format: { text_format: \"%REQUEST_DURATION%\" } } }"), "f").Warnings,
        warning => warning.Message.Contains("'%REQUEST_DURATION%' is not known here", StringComparison.Ordinal));

    [Theory]
    [InlineData("grpc_status_filter: { statuses: [OK] }", "trailers are not kept")]
    [InlineData("status_code_filter: { comparison: { op: LT, value: { default_value: 1 } } }", "'LT' is not allowed; EQ, GE, LE, NE are.")]
    public void OtherFilter_IsRefused(string filter, string message) => Assert.Contains(
        EnvoyConfigReader.Read(File($"{{ name: envoy.access_loggers.stdout, filter: {{ {filter} }} }}"), "f").Errors, error => error.Message.Contains(message, StringComparison.Ordinal));

    private static string File(string logs) => EnvoyFile.WithFilters(
        "{ name: envoy.filters.http.health_check, typed_config: { pass_through_mode: true, headers: [{ name: \":path\", string_match: { exact: /healthz } }] } }",
        "{ match: { prefix: /good }, route: { cluster: a } }", "{ match: { prefix: /healthz }, route: { cluster: a } }")
        .Replace("stat_prefix: test", $"stat_prefix: test\n          access_log: [{logs}]", StringComparison.Ordinal);

    private static Task<EnvoyGateway> StartAsync(string logs) => EnvoyGateway.StartWithAsync(File(logs));

    /// <summary>The lines in the order of their text: each request has a connection and a thread of its own, so that their lines come in any order.</summary>
    private async Task<string> ReadAsync(string name)
    {
        var path = Path.Combine(_folder, name);
        return System.IO.File.Exists(path) ? string.Join(' ', (await System.IO.File.ReadAllLinesAsync(path, TestContext.Current.CancellationToken)).Order(StringComparer.Ordinal)) : "";
    }
}
