using EdgeProxy.Dashboard.Otlp;
using EdgeProxy.Dashboard.Otlp.Listening;
using EdgeProxy.Dashboard.Telemetry;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EdgeProxy.Dashboard.Tests.Otlp;

/// <summary>The receiver with its stores on free ports, and clients for both protocols.</summary>
internal sealed class OtlpHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly GrpcChannel _channel;

    private OtlpHost(WebApplication app)
    {
        _app = app;
        Http = new HttpClient { BaseAddress = Addresses.Http.Url };
        _channel = GrpcChannel.ForAddress(Addresses.Grpc.Url, new GrpcChannelOptions { MaxReceiveMessageSize = null, MaxSendMessageSize = null });
    }

    public OtlpAddresses Addresses => _app.Services.GetRequiredService<OtlpAddresses>();

    public HttpClient Http { get; }

    public IServiceProvider Services => _app.Services;

    public static async Task<OtlpHost> StartAsync(params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(
        [
            new("ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL", "http://127.0.0.1:0"),
            new("ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL", "http://127.0.0.1:0"),
            .. settings.Select(setting => new KeyValuePair<string, string?>(setting.Key, setting.Value)),
        ]);
        builder.Services.AddTelemetry();
        builder.Services.AddOtlp();
        var app = builder.Build();
        app.UseRouting();
        app.MapOtlp();
        await app.StartAsync();
        return new OtlpHost(app);
    }

    /// <summary>Calls <c>Export</c> over gRPC.</summary>
    public async Task<TResponse> ExportAsync<TResponse>(IMessage request, Metadata? headers = null)
        where TResponse : class, IMessage<TResponse>, new() =>
        await ExportAsync<TResponse>(ServiceOf(request), request.ToByteArray(), headers);

    /// <summary>Calls <c>Export</c> of a service over gRPC with any bytes.</summary>
    public async Task<TResponse> ExportAsync<TResponse>(string service, byte[] request, Metadata? headers = null)
        where TResponse : class, IMessage<TResponse>, new()
    {
        var method = new Method<byte[], TResponse>(
            MethodType.Unary,
            service,
            "Export",
            Marshallers.Create<byte[]>(bytes => bytes, bytes => bytes),
            Marshallers.Create<TResponse>(message => message.ToByteArray(), new MessageParser<TResponse>(() => new TResponse()).ParseFrom));
        return await _channel.CreateCallInvoker().AsyncUnaryCall(method, null, new CallOptions(headers), request);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        _channel.Dispose();
        await _app.DisposeAsync();
    }

    private static string ServiceOf(IMessage request) =>
        OtlpSignal.All.Single(signal => signal.Request == request.Descriptor).GrpcService;
}
