using EdgeProxy.Gateway.Configuration.Settings;
using EdgeProxy.Gateway.Tests.Support;
using NJsonSchema;

namespace EdgeProxy.Gateway.Tests.Configuration.Settings.Schema;

/// <summary>The schema that editors read is made of what the readers of the configuration ask for, so it knows the same keys.</summary>
public sealed class SettingsSchemaTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "EdgeProxy.Gateway");

    private static string File => Path.Combine(Folder, "appsettings.schema.json");

    /// <summary><c>UPDATE_GOLDEN=1</c> writes the file anew.</summary>
    [Fact]
    public void TheFileIsWhatTheReadersAskFor()
    {
        var writer = new JsonSchemaWriter();
        var schema = writer.Write(SettingsSchema.Record());
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
            System.IO.File.WriteAllText(File, schema);
        Assert.Empty(writer.Undescribed);
        Assert.Equal(schema, System.IO.File.ReadAllText(File));
    }

    [Fact]
    public async Task TheShippedSettingsAreAccepted()
    {
        var settings = await System.IO.File.ReadAllTextAsync(Path.Combine(Folder, "appsettings.json"), TestContext.Current.CancellationToken);
        Assert.Contains("\"$schema\": \"./appsettings.schema.json\"", settings, StringComparison.Ordinal);
        Assert.Empty((await SchemaAsync()).Validate(settings));
    }

    [Theory]
    [InlineData("""{ "Edge": { "Listener": { "IdleTimeout": "250ms", "EscapedSlashes": "KEEP_UNCHANGED", "MaxRequestHeadersKb": 96 } } }""", true)]
    [InlineData("""{ "ReverseProxy": { "Clusters": { "c": { "LoadBalancingPolicy": "ROUND_ROBIN", "HttpRequest": { "Version": "2" } } } } }""", true)]
    [InlineData("""{ "ReverseProxy": { "Routes": { "r": { "Match": { "Headers": [{ "Name": "x", "Values": ["1"], "Mode": "Prefix" }] }, "WeightedClusters": { "a": 3 } } } } }""", true)]
    [InlineData("""{ "Edge": { "Listener": { "IdelTimeout": "1h" } } }""", false)]
    [InlineData("""{ "Edge": { "Listener": { "IdleTimeout": "soon" } } }""", false)]
    [InlineData("""{ "Edge": { "Listener": { "MaxRequestHeadersKb": 0 } } }""", false)]
    [InlineData("""{ "ReverseProxy": { "Clusters": { "c": { "LoadBalancingPolicy": "Best" } } } }""", false)]
    [InlineData("""{ "ReverseProxy": { "Routes": { "r": { "WeightedClusters": { "a": "much" } } } } }""", false)]
    public async Task WhatTheReaderRefusesTheSchemaRefuses(string settings, bool isGood) =>
        Assert.Equal(isGood, (await SchemaAsync()).Validate(settings).Count == 0);

    /// <summary>The guide has a word on every key.</summary>
    [Fact]
    public async Task EveryKeyIsInTheGuide()
    {
        var guide = await System.IO.File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "gateway.md"), TestContext.Current.CancellationToken);
        var yarpOnly = new HashSet<string> { "Metadata", "VersionPolicy", "Policy" };
        var missing = Keys(SettingsSchema.Record()).Distinct()
            .Where(key => !yarpOnly.Contains(key) && !guide.Contains(key, StringComparison.Ordinal));
        Assert.Empty(missing);
    }

    private static Task<JsonSchema> SchemaAsync() => JsonSchema.FromFileAsync(File, TestContext.Current.CancellationToken);

    private static IEnumerable<string> Keys(SettingNode node) =>
        node.Children.SelectMany(child => Keys(child.Node).Prepend(child.Key)).Where(key => key != SettingNode.AnyName);
}
