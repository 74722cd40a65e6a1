using System.Text;
using EdgeProxy.Dashboard.ResourceFeed.Contract;
using EdgeProxy.Hosting.ApplicationModel;
using EdgeProxy.Hosting.Logs;
using EdgeProxy.Hosting.Planning;

namespace EdgeProxy.Hosting.Running;


/// <summary>Tells a person why a replica does not start, with what it said last.</summary>
internal static class FailureMessage
{
    private const int LastLines = 20;

    /// <summary>What podman says of an image without a registry, unless its <c>registries.conf</c> names some to look in.</summary>
    private const string UnqualifiedName = "no unqualified-search registries";

    public static string For(ReplicaPlan plan, ReplicaLife life, ConsoleLog log)
    {
        var text = new StringBuilder($"The resource '{plan.Resource.Name}' does not start: ");
        if (life.StartFault is { } fault)
            return text.Append(fault).ToString();
        text.Append($"its process ended twice before it served, the last time with exit code {life.ExitCode} after {life.Lived.TotalSeconds:0.0} s.");
        var lines = log.Last(LastLines);
        AppendLines(text, lines);
        if (plan.Resource is ContainerResource && lines.Any(line => line.Text.Contains(UnqualifiedName, StringComparison.Ordinal)))
            text.AppendLine().Append("Name the image with its registry, which podman does not guess: AddContainer(\"NAME\", \"docker.io/IMAGE\", \"TAG\").");
        if (plan.Resource.Annotations.OfType<IProjectMetadata>().LastOrDefault() is { } project)
            text.AppendLine().Append($"Run it alone to look closer: dotnet run --project \"{project.ProjectPath}\"");
        return text.ToString();
    }

    /// <summary>The last lines of a log, each indented.</summary>
    public static void AppendLines(StringBuilder text, IReadOnlyList<ConsoleLine> lines)
    {
        if (lines.Count == 0)
        {
            text.Append(" It wrote nothing.");
            return;
        }

        text.Append(" Its last lines:");
        foreach (var line in lines)
            text.AppendLine().Append("    ").Append(AnsiText.Strip(line.Text));
    }
}
