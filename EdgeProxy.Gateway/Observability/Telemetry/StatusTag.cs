namespace EdgeProxy.Gateway.Observability.Telemetry;

/// <summary>The value of <c>http.response.status_code</c>, boxed once for each status.</summary>
internal static class StatusTag
{
    private static readonly object[] Known = [.. Enumerable.Range(0, 600).Select(status => (object)status)];

    public static object Of(int status) => status < Known.Length ? Known[status] : status;
}
