using EdgeProxy.Hosting.Publishing.Application;
using EdgeProxy.Hosting.Publishing.Chart;
using EdgeProxy.Hosting.Publishing.Plain;
using EdgeProxy.Hosting.Publishing.Settings;

namespace EdgeProxy.Hosting.Publishing;

/// <summary>What is said after a publish: where it is and how to apply it.</summary>
internal static class Summary
{
    public static string Of(PublishedApplication application, PublishSettings settings, string path)
    {
        var inNamespace = settings.Namespace is { } name ? $" --namespace {name}" : "";
        var chart = settings.Profile == PublishProfile.Full
            ? $"  helm upgrade --install {application.Name} {Path.Combine(path, ChartFiles.Folder)}{inNamespace}\n"
            : "";
        return $"""
            Published '{application.Name}' (profile {settings.Profile.ToString().ToLowerInvariant()}) to '{Path.GetFullPath(path)}'. Apply it with
              kubectl apply -k {Path.Combine(path, PlainFiles.Folder)}
            {chart}
            """;
    }
}
