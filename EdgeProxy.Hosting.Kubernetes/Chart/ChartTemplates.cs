using EdgeProxy.Hosting.Kubernetes.Application;
using EdgeProxy.Hosting.Kubernetes.Objects;
using EdgeProxy.Hosting.Kubernetes.Settings;
using EdgeProxy.Hosting.Kubernetes.Yaml;

namespace EdgeProxy.Hosting.Kubernetes.Chart;

/// <summary>The chart's templates: those of the objects, and the three that have no counterpart in plain YAML.</summary>
internal static class ChartTemplates
{
    /// <summary>The name of an image, out of what all images share and what one has of its own.</summary>
    public const string ImageTemplate = """
        {{- define "image" -}}
        {{- $shared := .root.Values.image -}}
        {{- $name := .image.repository -}}
        {{- if $shared.registry -}}
        {{- $name = printf "%s/%s" (trimSuffix "/" $shared.registry) $name -}}
        {{- end -}}
        {{- if .image.digest -}}
        {{- printf "%s@%s" $name .image.digest -}}
        {{- else -}}
        {{- printf "%s:%s" $name (.image.tag | default $shared.tag) -}}
        {{- end -}}
        {{- end -}}

        """;

    /// <summary>The number of pods of a Deployment: while autoscaling is on, as many as run already, if those are more.</summary>
    public const string ReplicasTemplate = """
        {{- define "replicas" -}}
        {{- $replicas := int .replicas -}}
        {{- if .root.Values.autoscaling.enabled -}}
        {{- $live := lookup "apps/v1" "Deployment" .root.Release.Namespace .name -}}
        {{- if $live -}}
        {{- $replicas = max $replicas (int $live.spec.replicas) -}}
        {{- end -}}
        {{- end -}}
        {{- $replicas -}}
        {{- end -}}

        """;

    /// <summary>The template of an object.</summary>
    public static string Of(Manifest manifest)
    {
        var body = YamlText.Write(ManifestTree.Of(manifest.Content), manifest.Templates);
        return manifest.Condition is { } condition ? $"{{{{- if {condition.Expression} }}}}\n{body}{{{{- end }}}}\n" : body;
    }

    /// <summary>What Helm prints after an installation.</summary>
    public static string Notes(PublishedWorkload entry)
    {
        var service = $".Values.{entry.ValuesKey}.service";
        return $$$"""
            {{{entry.Name}}} is installed in the namespace {{ .Release.Namespace }}.

            Its address:
            {{- if eq {{{service}}}.type "NodePort" }}
            {{- if {{{service}}}.nodePort }}
              http://NODE:{{ {{{service}}}.nodePort }}, where NODE is the address of any node
            {{- else }}
              http://NODE:PORT, where NODE is the address of any node and PORT what this prints:
              kubectl --namespace {{ .Release.Namespace }} get service {{{entry.Name}}} --output jsonpath='{.spec.ports[0].nodePort}'
            {{- end }}
            {{- else if eq {{{service}}}.type "LoadBalancer" }}
              http://ADDRESS:{{ {{{service}}}.port }}, where ADDRESS is what this prints once the load balancer is there:
              kubectl --namespace {{ .Release.Namespace }} get service {{{entry.Name}}} --output jsonpath='{.status.loadBalancer.ingress[0].ip}'
            {{- else }}
              http://localhost:{{ {{{service}}}.port }}, while this runs:
              kubectl --namespace {{ .Release.Namespace }} port-forward service/{{{entry.Name}}} {{ {{{service}}}.port }}
            {{- end }}

            To see that it answers:
              helm test {{ .Release.Name }} --namespace {{ .Release.Namespace }}
            {{- if .Values.{{{PublishFeature.Dashboard.ValuesKey}}} }}

            The dashboard, at http://localhost:18888 while this runs:
              kubectl --namespace {{ .Release.Namespace }} port-forward deployment/{{{DashboardObjects.Name}}} 18888
            {{- end }}

            """;
    }

    /// <summary>
    /// The pod of <c>helm test</c>: an answer with status 200 comes from behind the edge. It prints the answer, which Helm shows (3.18 or later), and is gone afterwards.
    /// </summary>
    public static string Test(PublishedWorkload entry) => $$$"""
        apiVersion: v1
        kind: Pod
        metadata:
          name: {{{entry.Name}}}-test
          annotations:
            helm.sh/hook: test
            helm.sh/hook-delete-policy: before-hook-creation,hook-succeeded,hook-failed
            helm.sh/hook-output-log-policy: hook-succeeded,hook-failed
        spec:
          automountServiceAccountToken: false
          restartPolicy: Never
          securityContext:
            runAsNonRoot: true
            runAsUser: 65534
            seccompProfile:
              type: RuntimeDefault
          containers:
          - name: wget
            image: {{ .Values.test.image | quote }}
            command: [wget, -S, -T, "5", -O, "-", "http://{{{entry.Name}}}:{{ .Values.{{{entry.ValuesKey}}}.service.port }}/"]
            securityContext:
              allowPrivilegeEscalation: false
              capabilities:
                drop: [ALL]
              readOnlyRootFilesystem: true

        """;
}
