namespace EdgeProxy.Dashboard.Otlp.Listening;

/// <summary>
/// The addresses of OTLP's two ports, from the settings that users of the Aspire dashboard know:
/// <c>ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL</c> and <c>ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL</c>. Only loopback is allowed, except in a
/// container, where nobody could send anything then: there, other addresses are allowed to those who ask for a key.
/// </summary>
internal sealed class OtlpAddresses
{
    private const string GrpcSetting = "ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL";
    private const string HttpSetting = "ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL";
    private const string ContainerSetting = "DOTNET_RUNNING_IN_CONTAINER";
    private const int GrpcPort = 18889;
    private const int HttpPort = 18890;

    /// <exception cref="DashboardSettingException">A configured address is not allowed; every wrong one is named.</exception>
    public OtlpAddresses(IConfiguration configuration, OtlpApiKeys keys)
    {
        var errors = new List<string>();
        var anyAddress = keys.IsRequired && configuration.GetValue<bool>(ContainerSetting);
        Grpc = Read(OtlpProtocol.Grpc, GrpcSetting, GrpcPort);
        Http = Read(OtlpProtocol.Http, HttpSetting, HttpPort);
        if (errors.Count > 0)
            throw new DashboardSettingException(string.Join(Environment.NewLine, errors));

        OtlpAddress Read(OtlpProtocol protocol, string setting, int port)
        {
            var value = configuration[setting];
            var usual = new Uri($"http://localhost:{port}");
            if (string.IsNullOrWhiteSpace(value))
                return new OtlpAddress(protocol, setting, usual, isDefault: true);
            if (Uri.TryCreate(value.Trim(), UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttp && (uri.IsLoopback || anyAddress))
                return new OtlpAddress(protocol, setting, uri, isDefault: false);
            errors.Add($"{setting} is '{value}'. Allowed: an http URL on this machine, such as '{usual}' or 'http://127.0.0.1:0'; in a container others too, when {OtlpOptions.Section}:AuthMode is 'ApiKey'.");
            return new OtlpAddress(protocol, setting, usual, isDefault: true);
        }
    }

    public OtlpAddress Grpc { get; }

    public OtlpAddress Http { get; }
}
