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
