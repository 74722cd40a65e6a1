using System.Net.Sockets;
using System.Text;
using EdgeProxy.Gateway.Listening;
using EdgeProxy.Gateway.Tests.Support;
using EdgeProxy.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace EdgeProxy.Gateway.Tests.Admin;

/// <summary>The admin port against pages in a browser of this machine, and against those who hold its connections.</summary>
public sealed class AdminSecurityTests
{
    [Theory]
    [InlineData("Host: evil.example:9957\r\nOrigin: http://evil.example:9957")]
    [InlineData("Host: evil.example")]
    [InlineData("Host: localhost.evil.example")]
    [InlineData("Host: 127.0.0.1.evil.example")]
    [InlineData("Host: 10.0.0.1:9901")]
    [InlineData("Host: [2001:db8::1]:9901")]
    [InlineData("Host: localhost\r\nOrigin: http://evil.example")]
    [InlineData("Host: localhost\r\nOrigin: null")]
    [InlineData("Host: localhost\r\nOrigin: http://localhost:81")]
    [InlineData("Host: localhost\r\nOrigin: http://evil://localhost")]
    [InlineData("Host: localhost\r\nSec-Fetch-Site: cross-site")]
    [InlineData("Host: localhost\r\nSec-Fetch-Site: same-site\r\nSec-Fetch-Mode: navigate")]
    public async Task PostOfAPageOfAnotherSite_IsRefused(string headers)
    {
        await using var gateway = await TestGateway.StartAsync(TestSettings.BothOn(1));
        Assert.Equal("HTTP/1.1 403 Forbidden", await FirstLineAsync(gateway, $"POST /healthcheck/fail HTTP/1.1\r\n{headers}\r\nContent-Length: 0\r\n\r\n"));
        Assert.Equal("LIVE\n", await gateway.GetAdminAsync("/ready"));
    }

    [Theory]
    [InlineData("Host: evil.example", "/config_dump", 403)]
    [InlineData("Host: evil.example", "/nonsense", 403)]
    [InlineData("Host: localhost\r\nSec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors", "/config_dump", 403)]
    [InlineData("Host: localhost\r\nSec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate", "/config_dump", 200)]
    [InlineData("Host: localhost\r\nSec-Fetch-Site: same-site\r\nSec-Fetch-Mode: cors", "/stats", 200)]
    [InlineData("Host: localhost", "/config_dump", 200)]
    [InlineData("Host: LOCALHOST:9901", "/config_dump", 200)]
    [InlineData("Host: edge.dev.localhost:9901", "/config_dump", 200)]
    [InlineData("Host: 127.0.0.1:1", "/config_dump", 200)]
    [InlineData("Host: [::1]:9901", "/config_dump", 200)]
    [InlineData("Host: evil.example", "/ready", 200)]
    public async Task Get_IsAnsweredForAHostOfThisMachineAlone(string headers, string path, int status)
    {
        await using var gateway = await TestGateway.StartAsync(TestSettings.BothOn(1));
        Assert.StartsWith($"HTTP/1.1 {status} ", await FirstLineAsync(gateway, $"GET {path} HTTP/1.1\r\n{headers}\r\n\r\n"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Host: localhost")]
    [InlineData("Host: localhost\r\nOrigin: http://localhost")]
    [InlineData("Host: 127.0.0.1:9901\r\nOrigin: http://127.0.0.1:9901\r\nSec-Fetch-Site: same-origin")]
    [InlineData("Host: localhost\r\nSec-Fetch-Site: none")]
    public async Task Post_OfThisMachine_IsDone(string headers)
    {
        await using var gateway = await TestGateway.StartAsync(TestSettings.BothOn(1));
        Assert.Equal("HTTP/1.1 200 OK", await FirstLineAsync(gateway, $"POST /healthcheck/fail HTTP/1.1\r\n{headers}\r\nContent-Length: 0\r\n\r\n"));
    }

    [Fact]
    public async Task ConfigDump_HasNoSecrets()
    {
        const string Route = "ReverseProxy:Routes:ping";
        await using var gateway = await TestGateway.StartAsync(
        [
            .. TestSettings.BothOn(1),
            $"{Route}:RequestHeaders:Set:Authorization=Basic c2VjcmV0MQ==", $"{Route}:RequestHeaders:Append:x-internal=secret2",
            $"{Route}:RequestHeaders:Set:x-id=%REQ(x-request-id)%", $"{Route}:ResponseHeaders:Set:Set-Cookie=a=secret3",
            $"{Route}:ResponseHeaders:Set:x-frame-options=DENY", $"{Route}:Match:Headers:0:Name=Cookie", $"{Route}:Match:Headers:0:Values:0=a=secret4",
            $"{Route}:Match:QueryParameters:0:Name=api_token", $"{Route}:Match:QueryParameters:0:Values:0=secret5",
        ]);
        foreach (var path in new[] { "/config_dump", "/config_dump?resource=static_route_configs", "/config_dump?mask=bootstrap", "/gateway_config" })
        {
            using var response = await gateway.AdminClient.GetAsync(path, TestContext.Current.CancellationToken);
            var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.DoesNotContain("secret", text.Replace("common_tls_context", "", StringComparison.Ordinal), StringComparison.Ordinal);
            Assert.DoesNotContain("c2VjcmV0MQ", text, StringComparison.Ordinal);
        }

        var dump = await gateway.GetAdminAsync("/gateway_config");
        Assert.Equal(5, dump.Split("[redacted]").Length - 1);
        Assert.Contains("DENY", dump, StringComparison.Ordinal);
        Assert.Contains("%REQ(x-request-id)%", dump, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET /x?\x1b[2J\x1b[31mevil HTTP/1.1", "\"GET /x?\\u001b[2J\\u001b[31mevil HTTP/1.1\" 404 127.0.0.1")]
    [InlineData("GET /x?a\u007fb HTTP/1.1", "\"GET /x?a\\u007fb HTTP/1.1\" 404 127.0.0.1")]
    [InlineData("GET /x%1b%0Ay HTTP/1.1", "\"GET /x%1b%0Ay HTTP/1.1\" 404 127.0.0.1")]
    [InlineData("POST /healthcheck/ok?\x9b HTTP/1.1", "\"POST /healthcheck/ok?\\u009b HTTP/1.1\" 200 127.0.0.1")]
    public async Task AccessLog_HasNoControlCharacters(string requestLine, string line)
    {
        var file = Path.GetTempFileName();
        await using (var gateway = await TestGateway.StartAsync([.. TestSettings.BothOn(1), $"Edge:Admin:AccessLogPath={file}"]))
        {
            var first = await FirstLineAsync(gateway, $"{requestLine}\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n");
            if (first == "HTTP/1.1 400 Bad Request")
                return;
            await Eventually.HoldsAsync("the line", () => File.ReadAllText(file).Contains(line, StringComparison.Ordinal));
        }

        var text = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        File.Delete(file);
        Assert.DoesNotContain(text, letter => char.IsControl(letter) && letter != '\n');
    }

    [Fact]
    public async Task Connections_BeyondTheMost_TakeThePlaceOfTheIdlest()
    {
        await using var gateway = await TestGateway.StartAsync(TestSettings.BothOn(1));
        var idle = new List<TcpClient>();
        for (var index = 0; index < AdminConnections.Most; index++)
            idle.Add(await ConnectAsync(gateway));
        Assert.Equal("HTTP/1.1 200 OK", await FirstLineAsync(gateway, "GET /ready HTTP/1.1\r\nHost: localhost\r\n\r\n"));
        // Which of them was accepted first is the system's to say.
        await await Task.WhenAny(idle.Select(EndsAsync));
        foreach (var client in idle)
            client.Dispose();
    }

    [Theory]
    [InlineData("")]
    [InlineData("GET /ready HTTP/1.1\r\nHost: loc")]
    [InlineData("GET /ready HTTP/1.1\r\nHost: localhost\r\n\r\n")]
    public async Task Connection_WithoutARequestFor60Seconds_IsClosed(string sent)
    {
        var time = new FakeTimeProvider();
        await using var gateway = await TestGateway.StartAsync(builder => builder.Services.AddSingleton<TimeProvider>(time), TestSettings.BothOn(1));
        using var client = await ConnectAsync(gateway);
        await client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(sent), TestContext.Current.CancellationToken);
        if (sent.EndsWith("\r\n\r\n", StringComparison.Ordinal))
            Assert.True(await client.GetStream().ReadAsync(new byte[1], TestContext.Current.CancellationToken) > 0);
        var end = EndsAsync(client);
        // The gateway may not have seen the connection when the clock is moved for the first time.
        await Eventually.HoldsAsync("the end of the connection", () =>
        {
            time.Advance(TimeSpan.FromSeconds(61));
            return end.IsCompleted;
        });
        await end;
    }

    private static async Task<TcpClient> ConnectAsync(TestGateway gateway)
    {
        var client = new TcpClient();
        await client.ConnectAsync(gateway.Admin.Host, gateway.Admin.Port, TestContext.Current.CancellationToken);
        return client;
    }

    private static async Task EndsAsync(TcpClient client)
    {
        var buffer = new byte[4096];
        try
        {
            while (await client.GetStream().ReadAsync(buffer, TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(30)) > 0)
            {
                // The answer before the end.
            }
        }
        catch (IOException)
        {
            // Reset: closed too.
        }
    }

    private static async Task<string> FirstLineAsync(TestGateway gateway, string request)
    {
        using var client = await ConnectAsync(gateway);
        await client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(request), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(client.GetStream(), Encoding.Latin1);
        return await reader.ReadLineAsync(TestContext.Current.CancellationToken) ?? "";
    }
}
