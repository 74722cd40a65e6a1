using System.Net.Security;
using System.Security.Authentication;
using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Configuration.Envoy;

/// <summary>Envoy's <c>TlsParameters</c>.</summary>
internal static class TlsParametersReader
{
    private const int Tls12 = 3;
    private const int Tls13 = 4;

    private static readonly string[] Versions = ["TLS_AUTO", "TLSV1_0", "TLSV1_1", "TLSV1_2", "TLSV1_3"];
    private static readonly Dictionary<string, int> Positions = Versions.Index().ToDictionary(version => version.Item, version => version.Index);

    /// <summary>The suites that Envoy knows, by OpenSSL's names.</summary>
    private static readonly Dictionary<string, TlsCipherSuite> Suites = new(StringComparer.Ordinal)
    {
        ["ECDHE-ECDSA-AES128-GCM-SHA256"] = TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
        ["ECDHE-RSA-AES128-GCM-SHA256"] = TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
        ["ECDHE-ECDSA-AES256-GCM-SHA384"] = TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
        ["ECDHE-RSA-AES256-GCM-SHA384"] = TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
        ["ECDHE-ECDSA-CHACHA20-POLY1305"] = TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256,
        ["ECDHE-RSA-CHACHA20-POLY1305"] = TlsCipherSuite.TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256,
        ["ECDHE-ECDSA-AES128-SHA"] = TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA,
        ["ECDHE-RSA-AES128-SHA"] = TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA,
        ["ECDHE-ECDSA-AES256-SHA"] = TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA,
        ["ECDHE-RSA-AES256-SHA"] = TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA,
        ["AES128-GCM-SHA256"] = TlsCipherSuite.TLS_RSA_WITH_AES_128_GCM_SHA256,
        ["AES256-GCM-SHA384"] = TlsCipherSuite.TLS_RSA_WITH_AES_256_GCM_SHA384,
        ["AES128-SHA"] = TlsCipherSuite.TLS_RSA_WITH_AES_128_CBC_SHA,
        ["AES256-SHA"] = TlsCipherSuite.TLS_RSA_WITH_AES_256_CBC_SHA,
    };

    /// <summary>Envoy's list is of TLS 1.2 alone; those of TLS 1.3 are always on.</summary>
    private static readonly TlsCipherSuite[] OfTls13 =
        [TlsCipherSuite.TLS_AES_128_GCM_SHA256, TlsCipherSuite.TLS_AES_256_GCM_SHA384, TlsCipherSuite.TLS_CHACHA20_POLY1305_SHA256];

    public static TlsParametersConfig Read(Message? parameters)
    {
        if (parameters is null)
            return TlsParametersConfig.Default;
        var config = new TlsParametersConfig { Protocols = ReadVersions(parameters), CipherSuites = [.. ReadSuites(parameters)] };
        parameters.Ignore("the system's are used.", "ecdh_curves", "signature_algorithms", "compliance_policies");
        parameters.Finish();
        return config;
    }

    private static SslProtocols ReadVersions(Message parameters)
    {
        var least = parameters.Choice("tls_minimum_protocol_version", Positions, Versions) ?? 0;
        var most = parameters.Choice("tls_maximum_protocol_version", Positions, Versions) ?? 0;
        if (least is > 0 and < Tls12)
            parameters.Warning("tls_minimum_protocol_version", "TLS 1.2 is the oldest version that is spoken.");
        if (most is > 0 and < Tls12)
            parameters.Error("tls_maximum_protocol_version", "TLS before 1.2 is not supported; TLSv1_2 and TLSv1_3 are.");
        if (least > most && most > 0)
            parameters.Error("tls_maximum_protocol_version", "it is older than 'tls_minimum_protocol_version'.");
#pragma warning disable CA5397, CA5398 // The file names the versions, as it may.
        if (least < Tls13 && most is not Tls12)
            return most == Tls13 || least == Tls12 ? SslProtocols.Tls12 | SslProtocols.Tls13 : SslProtocols.None;
        return least == Tls13 ? SslProtocols.Tls13 : SslProtocols.Tls12;
#pragma warning restore CA5397, CA5398
    }

    private static IEnumerable<TlsCipherSuite> ReadSuites(Message parameters)
    {
        // "[A|B]" are of equal preference.
        var names = parameters.Texts("cipher_suites").SelectMany(text => text.Trim('[', ']').Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).ToList();
        var suites = new List<TlsCipherSuite>();
        foreach (var name in names)
        {
            if (Suites.TryGetValue(name, out var suite) || (name.StartsWith("TLS_", StringComparison.Ordinal) && Enum.TryParse(name, out suite)))
                suites.Add(suite);
            else
                parameters.Error("cipher_suites", $"'{Scalars.Short(name)}' is not known{FieldName.Suggest(name, Suites.Keys)}");
        }

        return suites.Count > 0 ? suites.Concat(OfTls13).Distinct() : [];
    }
}
