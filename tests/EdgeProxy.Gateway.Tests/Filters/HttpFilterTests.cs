using System.Text.Json.Serialization;
using EdgeProxy.Gateway.Configuration.Envoy;
using EdgeProxy.Gateway.Configuration.Model;
using EdgeProxy.Gateway.Filters;
using EdgeProxy.Gateway.Observability.Stats;
using EdgeProxy.Gateway.Routing;
using EdgeProxy.Gateway.Tests.Configuration.Envoy;

namespace EdgeProxy.Gateway.Tests.Filters;

/// <summary>An HTTP filter is a row of each table, and none that is off is in the way of a request.</summary>
public sealed class HttpFilterTests
{
    private static readonly FilterServices Services = new(_ => null, "test", new FilterEnvironment(new FilterStats(), () => false), TimeProvider.System);

    public static TheoryData<string> Filters => [.. HttpFilterReaders.All.Select(reader => reader.Name)];

    [Theory]
    [MemberData(nameof(Filters))]
    public void Filter_IsReadAndMade(string name)
    {
        var result = EnvoyConfigReader.Read(EnvoyFile.WithFilters($"{{ name: {name}, typed_config: {{ {Required(name)} }} }}", "{ match: { prefix: / }, route: { cluster: a } }"), "f");
        Assert.Empty(result.Errors);
        var filter = Assert.Single(result.Config!.Listeners[0].FilterChains[0].ConnectionManager.HttpFilters);
        Assert.Equal(name, filter.Name);
        Assert.NotNull(HttpFilterFactory.Create(filter.Settings, Services));
    }

    /// <summary>What is not named there is missing in the dump of the configuration.</summary>
    [Fact]
    public void EverySettings_AreNamedForTheDump()
    {
        var named = typeof(FilterSettings).GetCustomAttributes(typeof(JsonDerivedTypeAttribute), inherit: false).Cast<JsonDerivedTypeAttribute>().Select(attribute => attribute.DerivedType);
        Assert.Empty(typeof(FilterSettings).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(FilterSettings))).Except(named));
    }

    [Theory]
    [InlineData("{ name: envoy.filters.http.cors }")]
    [InlineData("{ name: envoy.filters.http.fault, typed_config: {} }")]
    [InlineData("{ name: envoy.filters.http.rbac, typed_config: {} }")]
    [InlineData("{ name: envoy.filters.http.header_mutation, typed_config: {} }")]
    [InlineData("{ name: envoy.filters.http.local_ratelimit, typed_config: { stat_prefix: x } }")]
    [InlineData("{ name: envoy.filters.http.buffer, disabled: true, typed_config: { max_request_bytes: 1 } }")]
    public void FilterThatDoesNothing_IsInNoChain(string filter)
    {
        var listener = EnvoyConfigReader.Read(EnvoyFile.WithFilters(filter, "{ match: { prefix: / }, route: { cluster: a } }"), "f").Config!.Listeners[0].FilterChains[0].ConnectionManager;
        Assert.Null(FilterChains.Create(listener, new VirtualHostTable(listener, _ => null).Filters, Services));
    }

    [Fact]
    public void RoutesThatSayTheSame_ShareAChain()
    {
        var routes = Enumerable.Range(0, 50).Select(index => $"{{ match: {{ prefix: /{index} }}, route: {{ cluster: a }} }}").ToArray();
        var listener = EnvoyConfigReader.Read(EnvoyFile.WithFilters("{ name: envoy.filters.http.grpc_web }", routes), "f").Config!.Listeners[0].FilterChains[0].ConnectionManager;
        Assert.Single(new VirtualHostTable(listener, _ => null).Filters.All);
    }

    private static string Required(string name) => name switch
    {
        "envoy.filters.http.buffer" => "max_request_bytes: 1",
        "envoy.filters.http.compressor" => "compressor_library: { name: envoy.compression.gzip.compressor }",
        "envoy.filters.http.csrf" => "filter_enabled: { default_value: { numerator: 100 } }",
        "envoy.filters.http.ext_authz" => "http_service: { server_uri: { uri: x, cluster: a, timeout: 1s } }",
        "envoy.filters.http.health_check" => "pass_through_mode: false",
        "envoy.filters.http.local_ratelimit" => "stat_prefix: x",
        _ => "",
    };
}
