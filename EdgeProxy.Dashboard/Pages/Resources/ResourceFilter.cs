using EdgeProxy.Dashboard.ResourceFeed.Contract;

namespace EdgeProxy.Dashboard.Pages.Resources;

/// <summary>Which resources are shown. What is null asks nothing.</summary>
/// <param name="Text">Part of a name, a source or an address.</param>
/// <param name="Type">The type, exactly.</param>
/// <param name="State">The state, exactly.</param>
/// <param name="Health">The health in lower case, or <c>none</c> where nothing is checked.</param>
public sealed record ResourceFilter(string? Text, string? Type, string? State, string? Health)
{
    internal bool Matches(ResourceSnapshot resource) =>
        (Type is null || resource.Type == Type)
        && (State is null || resource.State == State)
        && (Health is null || (resource.Health?.ToString() ?? "None").Equals(Health, StringComparison.OrdinalIgnoreCase))
        && (string.IsNullOrWhiteSpace(Text) || Contains(resource.Name) || Contains(resource.Source) || resource.Urls.Any(url => Contains(url.Url)));

    private bool Contains(string? value) => value?.Contains(Text!.Trim(), StringComparison.OrdinalIgnoreCase) == true;
}
