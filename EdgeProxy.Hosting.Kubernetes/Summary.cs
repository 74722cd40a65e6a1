using EdgeProxy.Hosting.Kubernetes.Application;
using EdgeProxy.Hosting.Kubernetes.Chart;
using EdgeProxy.Hosting.Kubernetes.Plain;
using EdgeProxy.Hosting.Kubernetes.Settings;

namespace EdgeProxy.Hosting.Kubernetes;

/// <summary>What a publish reports: where the files are and how to apply them.</summary>
internal static class Summary
{
    public static IEnumerable<(string Key, string Value)> Of(PublishedApplication application, PublishSettings settings, string path)
    {
        var shown = Shorten(path);
        var hasSecrets = settings.Profile != PublishProfile.Seed && application.Secrets.Count > 0;
        yield return ("Published", $"'{application.Name}' (profile {settings.Profile.ToString().ToLowerInvariant()}) to '{path}'");
        if (hasSecrets)
        {
            var folder = Path.Combine(shown, SecretFiles.Folder);
            yield return ("Secrets", $"{string.Join(", ", application.Secrets.Select(secret => secret.Key))} are in no file. First copy {folder}/{SecretFiles.ValuesFile}.example to {SecretFiles.ValuesFile}, fill it in, and run: kubectl apply -k {folder}");
        }

        yield return ("Apply with kubectl", $"kubectl apply -k {Path.Combine(shown, PlainFiles.Folder)}");
        if (settings.Profile == PublishProfile.Full)
        {
            var inNamespace = settings.Namespace is { } name ? $" --namespace {name}" : "";
            yield return ("Apply with Helm", $"helm upgrade --install {settings.ReleaseName ?? application.Name} {Path.Combine(shown, ChartFiles.Folder)}{inNamespace}{(hasSecrets ? " --values SECRETS.yaml" : "")}");
        }

        foreach (var note in application.Notes)
            yield return ("Note", note);
    }

    // As a person in the current folder would write it.
    private static string Shorten(string path)
    {
        var relative = Path.GetRelativePath(Environment.CurrentDirectory, path);
        return relative.StartsWith("..", StringComparison.Ordinal) ? path : relative;
    }
}
