using System.Net.Sockets;
using System.Text.Json;
using EdgeProxy.Conformance;
using EdgeProxy.Gateway.Configuration.Envoy;
using EdgeProxy.Gateway.Hosting;
using EdgeProxy.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeProxy.Gateway.Tests.Configuration.Envoy;

/// <summary>Several listeners in one file, each with a connection manager of its own.</summary>
public sealed class SeveralListenersTests : IAsyncLifetime
{
    private readonly string _log = Path.GetTempFileName();
    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false });
    private EnvoyGateway _gateway = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _gateway = await EnvoyGateway.StartAsync((a, b) => Write(a, b));

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _gateway.DisposeAsync();
        File.Delete(_log);
    }

    [Fact]
    public async Task Listener_HasRoutesOfItsOwn()
    {
        Assert.Equal("ping me ...", (await SendAsync("public", "/x")).Response.Text);
        Assert.Equal("pong you ...", (await SendAsync("internal", "/x")).Response.Text);
        Assert.Equal(404, (await SendAsync("narrow", "/x")).Response.Status);
        Assert.Equal((200, "narrow"), await StatusAndTextAsync("narrow", "/narrow"));
    }

    [Fact]
    public async Task Listener_HasItsOwnConnectionManager()
    {
        var (outside, inside) = (await SendAsync("public", "/x/../y"), await SendAsync("internal", "/x/../y"));
        Assert.Equal(("/y", "/x/../y"), (outside.Upstream[0].Target, inside.Upstream[0].Target));
        Assert.Equal(("127.0.0.1", null), (outside.Upstream[0].Headers.Find("x-forwarded-for"), inside.Upstream[0].Headers.Find("x-forwarded-for")));
        Assert.Equal(("front", "edge-proxy"), (outside.Response.Headers.Find("server"), inside.Response.Headers.Find("server")));
        Assert.Equal(("yes", null), (outside.Response.Headers.Find("x-public"), inside.Response.Headers.Find("x-public")));
        Assert.Null(inside.Upstream[0].Headers.Find("x-request-id"));
        Assert.NotNull(outside.Upstream[0].Headers.Find("x-request-id"));
    }

    [Fact]
    public async Task Listener_LogsItsOwnRequests()
    {
        await SendAsync("internal", "/not-logged");
        await SendAsync("public", "/logged");
        await Eventually.HoldsAsync("a line", async () => (await ReadLogAsync()).Contains("public /logged", StringComparison.Ordinal));
        Assert.DoesNotContain("not-logged", await ReadLogAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Statistics_AreCountedByPrefix()
    {
        var before = (await StatAsync("http.outside.downstream_rq_total"), await StatAsync("http.inside.downstream_rq_total"));
        await SendAsync("public", "/x");
        await SendAsync("internal", "/x");
        await SendAsync("internal", "/x");
        Assert.Equal((before.Item1 + 1, before.Item2 + 2), (await StatAsync("http.outside.downstream_rq_total"), await StatAsync("http.inside.downstream_rq_total")));
        Assert.True(await StatAsync("http.inside.downstream_cx_total") >= 2);
    }

    [Fact]
    public async Task AdminPort_NamesEveryListener()
    {
        var text = await _client.GetStringAsync(new Uri(_gateway.Admin, "/listeners"), Cancellation);
        Assert.Equal(
            new[] { "public", "internal", "narrow" }.Select(name => $"{name}::{_gateway.AddressOf(name)}"), text.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        using var dump = JsonDocument.Parse(await _client.GetStringAsync(new Uri(_gateway.Admin, "/config_dump?resource=static_listeners"), Cancellation));
        Assert.Equal(
            ["public", "internal", "narrow"],
            dump.RootElement.GetProperty("configs").EnumerateArray().Select(config => config.GetProperty("listener").GetProperty("name").GetString()));
        using var routes = JsonDocument.Parse(await _client.GetStringAsync(new Uri(_gateway.Admin, "/config_dump?resource=static_route_configs"), Cancellation));
        Assert.Equal(3, routes.RootElement.GetProperty("configs").GetArrayLength());
    }

    /// <summary>Kestrel has its limits once for each server.</summary>
    [Fact]
    public async Task Listener_HasLimitsOfItsOwn()
    {
        string[] headers = [.. Enumerable.Range(0, 20).Select(index => $"x-{index}: 1")];
        Assert.Equal(431, (await SendAsync("narrow", "/narrow", headers)).Response.Status);
        Assert.Equal(200, (await SendAsync("public", "/x", headers)).Response.Status);
        using var idle = new TcpClient();
        await idle.ConnectAsync(_gateway.AddressOf("narrow"), Cancellation);
        var stream = idle.GetStream();
        await stream.WriteAsync("GET /narrow HTTP/1.1\r\nHost: x\r\n\r\n"u8.ToArray(), Cancellation);
        using var reader = new StreamReader(stream);
        // Its idle timeout of a second ends the connection; that of the others is an hour.
        Assert.EndsWith("narrow", await reader.ReadToEndAsync(Cancellation).WaitAsync(TimeSpan.FromSeconds(30), Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reload_ChangesTheRoutesOfAnyListener()
    {
        var reloads = _gateway.Services.GetRequiredService<ReloadService>();
        await _gateway.RewriteAsync((a, b) => Write(a, b).Replace("/narrow", "/other", StringComparison.Ordinal).Replace("cluster: b", "cluster: a", StringComparison.Ordinal));
        await Eventually.HoldsAsync("a reload", () => reloads.Applied > 0);
        Assert.Equal((404, 200), ((await SendAsync("narrow", "/narrow")).Response.Status, (await SendAsync("narrow", "/other")).Response.Status));
        Assert.Equal("ping me ...", (await SendAsync("internal", "/x")).Response.Text);
        Assert.Equal("ping me ...", (await SendAsync("public", "/x")).Response.Text);
    }

    [Theory]
    [InlineData("name: narrow", "name: renamed", "listener 'renamed': it is new")]
    [InlineData("address: 127.0.0.1, port_value: 0 } } # narrow", "address: 127.0.0.2, port_value: 0 } } # narrow", "listener 'narrow': its address was '127.0.0.1:0' and is '127.0.0.2:0' now")]
    public async Task Reload_OfWhatIsFixed_IsRefused(string before, string after, string message)
    {
        var reloads = _gateway.Services.GetRequiredService<ReloadService>();
        await _gateway.RewriteAsync((a, b) => Write(a, b).Replace(before, after, StringComparison.Ordinal).Replace("cluster: b", "cluster: a", StringComparison.Ordinal));
        await Eventually.HoldsAsync("a refusal", () => reloads.Refused > 0);
        Assert.Contains(message, reloads.LastRefusal, StringComparison.Ordinal);
        Assert.Contains("restart the gateway to change that.", reloads.LastRefusal, StringComparison.Ordinal);
        Assert.Equal("pong you ...", (await SendAsync("internal", "/x")).Response.Text);
    }

    [Theory]
    [InlineData("name: internal", "name: public", "the name 'public' is used twice; give each listener one of its own.")]
    [InlineData("port_value: 0 }", "port_value: 8080 }", "another listener has the address '127.0.0.1:8080' already.")]
    [InlineData("cluster: b", "cluster: c", "the cluster 'c' is not defined")]
    public void Mistake_IsReportedAtItsListener(string before, string after, string message)
    {
        var error = EnvoyConfigReader.Read(Write(1, 2).Replace(before, after, StringComparison.Ordinal), "envoy.yaml").Errors[0].ToString();
        Assert.Contains("static_resources.listeners[1]", error, StringComparison.Ordinal);
        Assert.Contains(message, error, StringComparison.Ordinal);
    }

    private string Write(int a, int b) => $$"""
        static_resources:
          listeners:
          - name: public
            address: { socket_address: { address: 127.0.0.1, port_value: 0 } }
            filter_chains:
            - filters:
              - name: envoy.filters.network.http_connection_manager
                typed_config:
                  stat_prefix: outside
                  server_name: front
                  use_remote_address: true
                  normalize_path: true
                  access_log:
                  - name: envoy.access_loggers.file
                    typed_config: { "@type": x/envoy.extensions.access_loggers.file.v3.FileAccessLog, path: {{_log}}, log_format: { text_format: "public %REQ(:PATH)%\n" } }
                  http_filters: [{ name: envoy.filters.http.router }]
                  route_config:
                    name: public_routes
                    response_headers_to_add: [{ header: { key: x-public, value: "yes" } }]
                    virtual_hosts: [{ name: all, domains: ["*"], routes: [{ match: { prefix: / }, route: { cluster: a } }] }]
          - name: internal
            address: { socket_address: { address: 127.0.0.1, port_value: 0 } }
            filter_chains:
            - filters:
              - name: envoy.filters.network.http_connection_manager
                typed_config:
                  stat_prefix: inside
                  generate_request_id: false
                  http_filters: [{ name: envoy.filters.http.router }]
                  route_config:
                    name: internal_routes
                    virtual_hosts: [{ name: all, domains: ["*"], routes: [{ match: { prefix: / }, route: { cluster: b } }] }]
          - name: narrow
            address: { socket_address: { address: 127.0.0.1, port_value: 0 } } # narrow
            filter_chains:
            - filters:
              - name: envoy.filters.network.http_connection_manager
                typed_config:
                  stat_prefix: narrow
                  common_http_protocol_options: { max_headers_count: 10, idle_timeout: 1s }
                  http_filters: [{ name: envoy.filters.http.router }]
                  route_config:
                    virtual_hosts: [{ name: all, domains: ["*"], routes: [{ match: { path: /narrow }, direct_response: { status: 200, body: { inline_string: narrow } } }] }]
          clusters:
          - { name: a, type: STATIC, load_assignment: { endpoints: [{ lb_endpoints: [{ endpoint: { address: { socket_address: { address: 127.0.0.1, port_value: {{a}} } } } }] }] } }
          - { name: b, type: STATIC, load_assignment: { endpoints: [{ lb_endpoints: [{ endpoint: { address: { socket_address: { address: 127.0.0.1, port_value: {{b}} } } } }] }] } }
        """;

    private Task<Observation> SendAsync(string listener, string target, params string[] headers) => _gateway.SendAsync(listener, RawRequest.Get(target, headers));

    private async Task<(int Status, string Text)> StatusAndTextAsync(string listener, string target)
    {
        var seen = await SendAsync(listener, target);
        return (seen.Response.Status, seen.Response.Text);
    }

    private async Task<long> StatAsync(string name)
    {
        var text = await _client.GetStringAsync(new Uri(_gateway.Admin, $"/stats?filter={name}$"), Cancellation);
        return long.Parse(text.Trim().Split(": ")[1], System.Globalization.CultureInfo.InvariantCulture);
    }

    private async Task<string> ReadLogAsync()
    {
        using var reader = new StreamReader(new FileStream(_log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return await reader.ReadToEndAsync(Cancellation);
    }
}
