using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Configuration.Envoy;

/// <summary>Envoy's <c>HeaderMutation</c>.</summary>
internal sealed class HeaderMutationFilterReader : HttpFilterReader
{
    public override string Name => "envoy.filters.http.header_mutation";

    public override IReadOnlyList<string> Types => ["HeaderMutation"];

    public override IReadOnlyList<string> RouteTypes => ["HeaderMutationPerRoute"];

    public override FilterSettings Read(Message filter, Message? config, HashSet<string> clusters)
    {
        if (config is null)
        {
            filter.Missing("typed_config");
            return new HeaderMutationConfig(HeaderChangesConfig.None);
        }

        var result = new HeaderMutationConfig(ReadChanges(config.Child("mutations"))) { MostSpecificLast = config.Bool("most_specific_header_mutations_wins") ?? false };
        config.Finish();
        return result;
    }

    public override RouteFilterConfig ReadRoute(string name, Message config, HashSet<string> clusters)
    {
        var result = new RouteFilterConfig(name) { Settings = new HeaderMutationConfig(ReadChanges(config.Child("mutations"))) };
        config.Finish();
        return result;
    }

    private static HeaderChangesConfig ReadChanges(Message? mutations)
    {
        if (mutations is null)
            return HeaderChangesConfig.None;
        var (addToRequest, removeFromRequest) = ReadList(mutations, "request_mutations");
        var (addToResponse, removeFromResponse) = ReadList(mutations, "response_mutations");
        mutations.Refuse("parameters of the query stay as they are.", "query_parameter_mutations");
        mutations.Refuse("trailers stay as they are.", "response_trailers_mutations", "request_trailers_mutations");
        mutations.Finish();
        return new HeaderChangesConfig
        {
            RequestHeadersToAdd = [.. addToRequest],
            RequestHeadersToRemove = [.. removeFromRequest],
            ResponseHeadersToAdd = [.. addToResponse],
            ResponseHeadersToRemove = [.. removeFromResponse],
        };
    }

    /// <summary>Envoy's <c>HeaderMutation</c> list. Removals are made first here, so that one behind an addition of the same header is refused.</summary>
    private static (List<HeaderValueConfig> Added, List<string> Removed) ReadList(Message mutations, string field)
    {
        var (added, removed) = (new List<HeaderValueConfig>(), new List<string>());
        foreach (var mutation in mutations.Children(field))
        {
            switch (mutation.OneOf(true, "remove", "append"))
            {
                case "remove" when mutation.Text("remove") is { Length: > 0 } name:
                    HeaderChangesReader.CheckName(mutation, "remove", name);
                    if (added.Exists(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
                        mutation.Error("remove", $"'{Scalars.Short(name)}' is added before; removals are made first.");
                    removed.Add(name);
                    break;
                case "append" when mutation.Child("append") is { } option && HeaderChangesReader.ReadOption(option) is { } header:
                    added.Add(header);
                    break;
            }

            mutation.Refuse("a header is removed by its name.", "remove_on_match");
            mutation.Finish();
        }

        return (added, removed);
    }
}
