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
