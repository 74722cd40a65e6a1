using System.Text;
using EdgeProxy.Gateway.Configuration.Envoy;
using EdgeProxy.Gateway.Tests.Support;

namespace EdgeProxy.Gateway.Tests.Configuration.Envoy;

/// <summary>
/// The table of fields in the guide is what the readers do: each field of Envoy's messages is served, accepted with a warning, or refused with a reason.
/// <c>envoy-fields.txt</c> has the fields of Envoy's API (envoyproxy/data-plane-api, 2026-01-29), a message a line.
/// </summary>
public sealed class FieldTableTests
{
    private const string Begin = "<!-- fields: begin -->\n";
    private const string End = "<!-- fields: end -->\n";
    private static readonly HashSet<string> NoClusters = [];
    private static readonly SecretStore NoSecrets = SecretStore.Read(null);

    private static readonly Dictionary<string, Action<Message>> Readers = new()
    {
        ["Bootstrap"] = message => BootstrapReader.Read(message),
        ["Listener"] = message => ListenerReader.Read(message, NoClusters, NoSecrets),
        ["FilterChain"] = message => ListenerReader.ReadChain(message, null, NoClusters, NoSecrets),
        ["FilterChainMatch"] = message => FilterChainMatchReader.Read(message, null),
        ["HttpConnectionManager"] = message => ConnectionManagerReader.Read(message, NoClusters),
        ["VirtualHost"] = message => VirtualHostReader.Read(message, NoClusters, Filters),
        ["Route"] = message => RouteReader.Read(message, NoClusters, Filters),
        ["RouteMatch"] = message => RouteMatchReader.Read(message),
        ["RouteAction"] = message =>
        {
            CorsReader.ReadField(message, Filters);
            RouteActionReader.Read(message, NoClusters);
        },
        ["RetryPolicy"] = message => RetryPolicyReader.Read(message),
        ["Cluster"] = message => ClusterReader.Read(message, NoSecrets),
        ["DownstreamTlsContext"] = message => DownstreamTlsReader.ReadContext(message, NoSecrets),
        ["UpstreamTlsContext"] = message => UpstreamTlsReader.ReadContext(message, NoSecrets),
        ["CommonTlsContext"] = message => DownstreamTlsReader.ReadCommon(message, NoSecrets),
        ["TlsCertificate"] = message => CertificateReader.Read(message),
        ["CertificateValidationContext"] = message => CertificateValidationReader.Read(message),
        ["TlsParameters"] = message => TlsParametersReader.Read(message),
    };

    private static string Guide => Path.Combine(Repository.Root, "docs", "from-envoy.md");

    private static HttpFilters Filters => HttpFilterListReader.Read(Message.Recording(new FieldRecorder()), NoClusters);

    private static IEnumerable<(string Message, string[] Fields)> Envoy => EnvoyFile.Text("envoy-fields.txt").Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => line.Split(": ")).Select(parts => (parts[0], parts[1].Split(' ')));

    [Fact]
    public void EveryFieldOfEnvoy_IsKnownToItsReader() => Assert.Empty(
        Envoy.SelectMany(message => Record(message.Message) is var recorder ? message.Fields.Where(field => recorder.Find(field) is null).Select(field => $"{message.Message}.{field}") : []));

    /// <summary><c>UPDATE_GOLDEN=1</c> writes the table anew.</summary>
    [Fact]
    public void TableOfTheGuide_IsWhatTheReadersDo()
    {
        var guide = File.ReadAllText(Guide);
        var (begin, end) = (guide.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length, guide.IndexOf(End, StringComparison.Ordinal));
        var table = Table();
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
            File.WriteAllText(Guide, guide = string.Concat(guide.AsSpan(0, begin), table, guide.AsSpan(end)));
        Assert.Contains(Begin + table + End, guide, StringComparison.Ordinal);
    }

    private static FieldRecorder Record(string message)
    {
        var recorder = new FieldRecorder();
        Readers[message](Message.Recording(recorder));
        return recorder;
    }

    private static string Table()
    {
        var table = new StringBuilder();
        foreach (var (message, fields) in Envoy)
        {
            var recorder = Record(message);
            var known = fields.Select(field => (Field: field, Known: recorder.Find(field)!.Value)).ToList();
            table.Append($"\n### {message}\n\n| | fields |\n|---|---|\n");
            Row("served", known.Where(field => field.Known.Support == FieldSupport.Served).Select(field => field.Known.Note.Length == 0 ? $"`{field.Field}`" : $"`{field.Field}` ({field.Known.Note})"));
            Row("no effect", known.Where(field => field.Known.Support == FieldSupport.NoEffect).Select(field => $"`{field.Field}`"));
            foreach (var (title, support) in new[] { ("warning", FieldSupport.Warned), ("refused when true", FieldSupport.TrueRefused), ("refused", FieldSupport.Refused) })
            {
                foreach (var reason in known.Where(field => field.Known.Support == support).GroupBy(field => field.Known.Note))
                    Row(title, reason.Select(field => $"`{field.Field}`"), reason.Key);
            }
        }

        return table.Append('\n').ToString();

        void Row(string title, IEnumerable<string> cells, string reason = "")
        {
            if (string.Join(", ", cells) is { Length: > 0 } list)
                table.Append($"| {title} | {list}{(reason.Length > 0 ? $": {reason}" : "")} |\n");
        }
    }
}
