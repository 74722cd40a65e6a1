using System.Text;
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
        var hasSecrets = settings.Profile != PublishProfile.Seed && application.Secrets.Count > 0;
        var text = new StringBuilder()
            .Append($"Published '{application.Name}' (profile {settings.Profile.ToString().ToLowerInvariant()}) to '{Path.GetFullPath(path)}'. Apply it with\n")
            .Append($"  kubectl apply -k {Path.Combine(path, PlainFiles.Folder)}\n");
        if (settings.Profile == PublishProfile.Full)
            text.Append($"  helm upgrade --install {application.Name} {Path.Combine(path, ChartFiles.Folder)}{inNamespace}{(hasSecrets ? " --values SECRETS.yaml" : "")}\n");
        if (hasSecrets)
        {
            var folder = Path.Combine(path, SecretFiles.Folder);
            text.Append($"Its secrets ({string.Join(", ", application.Secrets.Select(secret => secret.Key))}) are in no file. Before the first of these, copy {folder}/{SecretFiles.ValuesFile}.example to {SecretFiles.ValuesFile}, fill it in, and\n")
                .Append($"  kubectl apply -k {folder}\n")
                .Append("docs/kubernetes.md, \"Parameters and secrets\", has the other ways.\n");
        }

        foreach (var note in application.Notes)
            text.Append($"Note: {note}\n");
        return text.Append('\n').ToString();
    }
}
