using System.Text.Json.Nodes;

namespace EdgeProxy.Hosting.Kubernetes.Deploying;

/// <summary>Says why pods do not become ready: what the cluster knows of each, and its last log lines where it crashes.</summary>
internal sealed class RolloutDiagnosis(Cluster cluster)
{
    private const int LogLines = 10;
    private const int MaxPods = 5;

    /// <summary>One paragraph for each pod of <paramref name="apps"/> that is not ready, alike ones once; empty where all are.</summary>
    public async Task<string> DescribeAsync(IEnumerable<string> apps, CancellationToken cancellationToken)
    {
        var answer = await cluster.AskAsync(["get", "pods", "--selector", Selector(apps), "--output", "json"], cancellationToken);
        if (answer is null || Parse(answer)?["items"] is not JsonArray pods)
            return "";
        var reasons = new Dictionary<string, string>();
        foreach (var pod in pods.OfType<JsonObject>().Where(pod => pod["metadata"]?["deletionTimestamp"] is null && $"{pod["status"]?["phase"]}" != "Succeeded"))
        {
            if (await DescribeAsync(pod, cancellationToken) is { } reason && reasons.Count < MaxPods)
                reasons.TryAdd($"{pod["metadata"]?["labels"]?["app"]} {reason.Split('\n')[0]}", $"pod/{pod["metadata"]?["name"]}: {reason}");
        }

        return string.Join('\n', reasons.Values);
    }

    /// <summary>Chooses the pods of all <paramref name="apps"/>.</summary>
    public static string Selector(IEnumerable<string> apps) => $"app in ({string.Join(',', apps)})";

    private async Task<string?> DescribeAsync(JsonObject pod, CancellationToken cancellationToken)
    {
        var name = $"{pod["metadata"]?["name"]}";
        var conditions = (pod["status"]?["conditions"] as JsonArray ?? []).OfType<JsonObject>().ToList();
        if (conditions.Find(condition => $"{condition["type"]}" == "PodScheduled" && $"{condition["status"]}" == "False") is { } unscheduled)
            return $"cannot be scheduled: {unscheduled["message"]}";
        foreach (var container in (pod["status"]?["containerStatuses"] as JsonArray ?? []).OfType<JsonObject>())
        {
            if (container["ready"]?.GetValue<bool>() == true)
                continue;
            var which = $"container '{container["name"]}'";
            if (container["state"]?["waiting"] is JsonObject waiting && $"{waiting["reason"]}" is var reason && reason is not ("ContainerCreating" or "PodInitializing"))
            {
                return reason == "CrashLoopBackOff"
                    ? $"{which} crashes: CrashLoopBackOff, {Exit(container["lastState"])}{await LogAsync(name, $"{container["name"]}", cancellationToken)}"
                    : $"{which} does not start: {reason}: {waiting["message"]}{Hint(reason)}";
            }

            if (container["state"]?["terminated"] is not null)
                return $"{which} ended: {Exit(container["state"])}{await LogAsync(name, $"{container["name"]}", cancellationToken)}";
            if (container["state"]?["running"] is not null)
                return $"{which} runs and is not ready: {await LastEventAsync(name, cancellationToken)}";
        }

        return conditions.Exists(condition => $"{condition["type"]}" == "Ready" && $"{condition["status"]}" == "True") ? null : $"is {pod["status"]?["phase"]}: {await LastEventAsync(name, cancellationToken)}";
    }

    private async Task<string> LogAsync(string pod, string container, CancellationToken cancellationToken)
    {
        string[] logs = ["logs", pod, "--container", container, $"--tail={LogLines}"];
        var lines = await cluster.AskAsync([.. logs, "--previous"], cancellationToken) ?? await cluster.AskAsync(logs, cancellationToken);
        return lines is null ? ", and logged nothing" : $". Its last log lines:\n{string.Join('\n', lines.Split('\n').Select(line => "    " + line))}";
    }

    private async Task<string> LastEventAsync(string pod, CancellationToken cancellationToken) =>
        await cluster.AskAsync(["get", "events", "--field-selector", $"involvedObject.name={pod},type=Warning", "--output", "jsonpath={.items[-1:].message}"], cancellationToken)
        ?? "the cluster has no event of it yet";

    private static string Exit(JsonNode? state) => state?["terminated"] is JsonObject terminated ? $"exit code {terminated["exitCode"]} ({terminated["reason"]})" : "no exit code is known";

    private static string Hint(string reason) => reason switch
    {
        "ErrImageNeverPull" => " The image is not on the node: 'Publish:Deploy:LoadImages' loads it into kind, minikube or k3d; for another cluster name a registry with 'Publish:Registry'.",
        "ErrImagePull" or "ImagePullBackOff" => " Check that the image is in the registry ('Publish:Registry', 'Publish:Tag') and that the cluster may pull it.",
        _ => "",
    };

    private static JsonNode? Parse(string json)
    {
        try
        {
            return JsonNode.Parse(json);
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }
}
