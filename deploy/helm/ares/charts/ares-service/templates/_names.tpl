{{/*
All templates of this library take one dictionary:
  root     the root context of the chart that includes it
  name     the service, for example "order-service"
  values   its values, defaults merged in
  ports    [{name, port}], the first is the one that probes ask
  env      [EnvVar], complete
  liveness, readiness   paths of the probes
  metrics  path that Prometheus asks, none when left out
  ingress, egress       rules of the NetworkPolicy, complete
  track    "stable" or "canary", for what exists once per track
  onlyTrack  the track that alone is behind the Service, both when left out or empty
*/}}

{{- define "ares-service.fullname" -}}
{{- printf "%s-%s" .root.Release.Name .name | trunc 53 | trimSuffix "-" -}}
{{- end -}}

{{- define "ares-service.workload" -}}
{{- include "ares-service.fullname" . -}}{{- if eq .track "canary" -}}-canary{{- end -}}
{{- end -}}

{{/* The labels by which a service is found: both tracks, for as long as the release lives. */}}
{{- define "ares-service.selector" -}}
app.kubernetes.io/name: {{ .name }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
{{- end -}}

{{- define "ares-service.labels" -}}
{{ include "ares-service.selector" . }}
app.kubernetes.io/part-of: ares
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version | replace "+" "_" }}
{{- end -}}

{{/* The image of a track as {tag, digest}: what the track does not say, the service and then the chart say. */}}
{{- define "ares-service.version" -}}
{{- $tag := .values.image.tag | default .root.Values.image.tag | default .root.Chart.AppVersion -}}
{{- if eq .track "canary" -}}{{- $tag = .values.canary.image.tag | default $tag -}}{{- end -}}
{{- $tag -}}
{{- end -}}

{{- define "ares-service.image" -}}
{{- $repository := .values.image.repository | default (printf "%s/%s" .root.Values.image.prefix .name) -}}
{{- $digest := ternary .values.canary.image.digest .values.image.digest (eq .track "canary") -}}
{{- with .root.Values.image.registry -}}{{- . -}}/{{- end -}}
{{- $repository -}}:{{- include "ares-service.version" . -}}{{- with $digest -}}@{{- . -}}{{- end -}}
{{- end -}}

{{/* A tag as the value of a label: at most 63 of letters, digits and -_. */}}
{{- define "ares-service.version-label" -}}
{{- include "ares-service.version" . | replace "+" "_" | trunc 63 | trimAll "-_." | quote -}}
{{- end -}}
