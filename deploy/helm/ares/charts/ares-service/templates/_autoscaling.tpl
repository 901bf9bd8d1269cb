{{/*
CPU, and the lag of what the service reads where something in the cluster answers for that metric. The largest of the answers wins.
  topics   [{topic, group}] that the service reads
*/}}
{{- define "ares-service.autoscaler" -}}
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: {{ include "ares-service.fullname" . }}
  labels:
    {{- include "ares-service.labels" . | nindent 4 }}
spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: {{ include "ares-service.workload" . }}
  minReplicas: {{ .values.autoscaling.minReplicas }}
  maxReplicas: {{ .values.autoscaling.maxReplicas }}
  metrics:
    - type: Resource
      resource:
        name: cpu
        target:
          type: Utilization
          averageUtilization: {{ .values.autoscaling.cpuPercent }}
    {{- with .values.autoscaling.lag }}
    {{- if and .enabled .externalMetric }}
    {{- $lag := . }}
    {{- range $.topics }}
    # By the labels that the services give their lag; whatever answers adds up the replicas, each of which reads other partitions.
    - type: External
      external:
        metric:
          name: {{ $lag.externalMetric }}
          selector:
            matchLabels:
              topic: {{ .topic }}
              reader: {{ .group }}
        target:
          type: AverageValue
          averageValue: {{ $lag.perReplica | quote }}
    {{- end }}
    {{- end }}
    {{- end }}
  behavior:
    {{- include "ares-service.scaling-behavior" . | nindent 4 }}
{{- end -}}

{{/* Up at once, by doubling; down slowly, since the next wave often follows the last. */}}
{{- define "ares-service.scaling-behavior" -}}
scaleUp:
  stabilizationWindowSeconds: 0
  policies:
    - { type: Percent, value: 100, periodSeconds: 30 }
    - { type: Pods, value: 4, periodSeconds: 30 }
  selectPolicy: Max
scaleDown:
  stabilizationWindowSeconds: 300
  policies:
    - { type: Percent, value: 25, periodSeconds: 60 }
{{- end -}}

{{/*
KEDA takes the place of the plain autoscaler: CPU, the lag of what the service reads, and a forecast of its request rate.
The largest of the answers wins.
  topics   [{topic, group}] that the service reads
*/}}
{{- define "ares-service.scaled-object" -}}
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata:
  name: {{ include "ares-service.fullname" . }}
  labels:
    {{- include "ares-service.labels" . | nindent 4 }}
spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: {{ include "ares-service.workload" . }}
  minReplicaCount: {{ .values.autoscaling.minReplicas }}
  maxReplicaCount: {{ .values.autoscaling.maxReplicas }}
  pollingInterval: 15
  cooldownPeriod: 300
  {{- if or .values.autoscaling.forecast.enabled (and .values.autoscaling.lag.enabled .topics) }}
  # What counts when Prometheus or the brokers do not answer.
  fallback:
    failureThreshold: 4
    replicas: {{ .values.autoscaling.minReplicas }}
    behavior: currentReplicasIfHigher
  {{- end }}
  advanced:
    horizontalPodAutoscalerConfig:
      behavior:
        {{- include "ares-service.scaling-behavior" . | nindent 8 }}
  triggers:
    - type: cpu
      metricType: Utilization
      metadata:
        value: {{ .values.autoscaling.cpuPercent | quote }}
    {{- with .values.autoscaling.lag }}
    {{- if .enabled }}
    {{- $lag := . }}
    {{- range $.topics }}
    - type: kafka
      metadata:
        bootstrapServers: {{ $.kafka }}
        consumerGroup: {{ .group }}
        topic: {{ .topic }}
        lagThreshold: {{ $lag.perReplica | quote }}
        offsetResetPolicy: earliest
        {{- if $lag.tls }}
        tls: enable
        {{- end }}
      {{- with $lag.authentication }}
      authenticationRef:
        name: {{ . }}
      {{- end }}
    {{- end }}
    {{- end }}
    {{- end }}
    {{- if .values.autoscaling.forecast.enabled }}
    - type: prometheus
      metadata:
        serverAddress: {{ .root.Values.prometheus.address }}
        query: {{ include "ares-service.forecast" . | quote }}
        threshold: {{ .values.autoscaling.forecast.requestsPerReplica | quote }}
    {{- end }}
{{- end -}}

{{/*
Requests a second that are to be expected: what the last minutes point to, or the present rate when that is more. Both
carry a label of their own, since "or" keeps only one of two series with equal labels. Of this release's namespace: another shop's
wave is not ours. Never less than nothing: a negative figure is an overflow to Kubernetes, which then starts all replicas it may.
It came where falling traffic was the last that was seen before scraping failed.
*/}}
{{- define "ares-service.forecast" -}}
{{- $forecast := .values.autoscaling.forecast -}}
{{- $rate := printf "sum(rate(http_server_requests_seconds_count{namespace=%q,application=%q,uri!~%q}[1m]))" .root.Release.Namespace .name "/healthz.*|/metrics" -}}
max(label_replace({{ $rate }}, "at", "now", "", "") or label_replace(clamp_min(predict_linear({{ $rate }}[{{ $forecast.window }}:30s], {{ $forecast.aheadSeconds }}), 0), "at", "soon", "", ""))
{{- end -}}
