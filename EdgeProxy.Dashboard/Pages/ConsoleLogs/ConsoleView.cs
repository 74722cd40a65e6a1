using EdgeProxy.Dashboard.Presentation;
using EdgeProxy.Dashboard.ResourceFeed;
using EdgeProxy.Dashboard.ResourceFeed.Contract;

namespace EdgeProxy.Dashboard.Pages.ConsoleLogs;

/// <summary>Chooses and merges the lines of one resource with its replicas, or of all, by time.</summary>
internal static class ConsoleView
{
    /// <summary>The lines, oldest first.</summary>
    /// <param name="resources">What is known of resources.</param>
    /// <param name="console">Their lines.</param>
    /// <param name="chosen">A resource or a replica; all of them when null.</param>
    /// <param name="text">Part of a line; null asks nothing.</param>
    public static IReadOnlyList<ConsoleEntry> Read(ResourceStoreSnapshot resources, ConsoleLogStore console, string? chosen, string? text)
    {
        var entries = new List<ConsoleEntry>();
        var color = 0;
        foreach (var name in Writers(resources, console, chosen))
        {
            var title = resources.Resources.TryGetValue(name, out var resource) ? TitleOf(resource) : name;
            // Replicas are told apart by colour here, and so each writer has its own.
            var shade = ResourceColors.ClassAt(color++);
            foreach (var line in console.Read(name).Lines)
            {
                if (text is null || line.Text.Contains(text, StringComparison.OrdinalIgnoreCase))
                    entries.Add(new ConsoleEntry { Resource = name, Title = title, Color = shade, Line = line });
            }
        }

        if (color > 1)
            entries.Sort((left, right) => left.Line.Time != right.Line.Time ? left.Line.Time.CompareTo(right.Line.Time) : left.Line.N.CompareTo(right.Line.N));
        return entries;
    }

    /// <summary>Who of those chosen wrote something, by name. A resource stands for all its replicas, for the only one too.</summary>
    public static IReadOnlyList<string> Writers(ResourceStoreSnapshot resources, ConsoleLogStore console, string? chosen) =>
    [
        .. console.Resources
            .Where(name => chosen is null || name == chosen || (resources.Resources.TryGetValue(name, out var resource) && ResourceNames.ServiceOf(resource) == chosen))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The resources to choose from, replicas below theirs.</summary>
    public static IReadOnlyList<ResourceChoice> Choices(ResourceStoreSnapshot resources)
    {
        var replicas = resources.Resources.Values.Where(resource => resource.Parent is not null).ToLookup(resource => resource.Parent!, StringComparer.Ordinal);
        return
        [
            .. resources.Resources.Values.Where(resource => resource.Parent is null).SelectMany(resource => replicas[resource.Name].Count() < 2
                ? [ChoiceOf(resource)]
                : replicas[resource.Name].Select(replica => ChoiceOf(replica)).Prepend(new ResourceChoice(resource.Name))),
        ];
    }

    /// <summary>The choice that a name stands for.</summary>
    public static ResourceChoice? ChoiceOf(ResourceStoreSnapshot resources, string? name) =>
        name is null ? null : resources.Resources.TryGetValue(name, out var resource) ? ChoiceOf(resource) : new ResourceChoice(name);

    /// <summary>The name that a choice stands for.</summary>
    public static string? NameOf(ResourceChoice? choice) =>
        choice is null ? null : choice.Instance is null ? choice.Service : $"{choice.Service}-{choice.Instance}";

    private static ResourceChoice ChoiceOf(ResourceSnapshot resource) =>
        new(ResourceNames.ServiceOf(resource), ResourceNames.InstanceOf(resource));

    private static string TitleOf(ResourceSnapshot resource) => ChoiceOf(resource).ToString();
}
