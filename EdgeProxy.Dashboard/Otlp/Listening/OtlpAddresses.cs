namespace EdgeProxy.Dashboard.Otlp.Listening;

/// <summary>
/// The addresses of OTLP's two ports, from the settings that users of the Aspire dashboard know:
/// <c>ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL</c> and <c>ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL</c>. Only loopback is allowed.
/// </summary>
internal sealed class OtlpAddresses
{
    private const string GrpcSetting = "ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL";
    private const string HttpSetting = "ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL";
    private const int GrpcPort = 18889;
    private const int HttpPort = 18890;

    /// <exception cref="InvalidOperationException">A configured address is not a loopback URL; every wrong one is named.</exception>
    public OtlpAddresses(IConfiguration configuration)
    {
        var errors = new List<string>();
        Grpc = Read(OtlpProtocol.Grpc, GrpcSetting, GrpcPort);
        Http = Read(OtlpProtocol.Http, HttpSetting, HttpPort);
        if (errors.Count > 0)
            throw new InvalidOperationException(string.Join(Environment.NewLine, errors));

        OtlpAddress Read(OtlpProtocol protocol, string setting, int port)
        {
            var value = configuration[setting];
            var usual = new Uri($"http://localhost:{port}");
            if (string.IsNullOrWhiteSpace(value))
                return new OtlpAddress(protocol, setting, usual, isDefault: true);
            if (Uri.TryCreate(value.Trim(), UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback)
                return new OtlpAddress(protocol, setting, uri, isDefault: false);
            errors.Add($"{setting} is '{value}'. Allowed: an http URL on this machine, such as '{usual}' or 'http://127.0.0.1:0'.");
            return new OtlpAddress(protocol, setting, usual, isDefault: true);
        }
    }

    public OtlpAddress Grpc { get; }

    public OtlpAddress Http { get; }
}
