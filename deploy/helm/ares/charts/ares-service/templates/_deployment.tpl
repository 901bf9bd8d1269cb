{{/* The fewest pods of a track. */}}
{{- define "ares-service.least-pods" -}}
{{- if eq .track "canary" }}{{ .values.canary.replicas }}
{{- else if eq .values.autoscaling.mode "none" }}{{ .values.replicas }}
{{- else }}{{ .values.autoscaling.minReplicas }}
{{- end }}
{{- end -}}

{{- define "ares-service.deployment" -}}
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ include "ares-service.workload" . }}
  labels:
    {{- include "ares-service.labels" . | nindent 4 }}
    app.kubernetes.io/version: {{ include "ares-service.version-label" . }}
    ares.dev/track: {{ .track }}
spec:
  {{- if eq .track "canary" }}
  replicas: {{ .values.canary.replicas }}
  {{- else if eq .values.autoscaling.mode "none" }}
  replicas: {{ .values.replicas }}
  {{- end }}
  revisionHistoryLimit: 5
  # A pod that is not ready after this long fails the rollout; GitOps tools then stop or undo it.
  progressDeadlineSeconds: 300
  strategy:
    {{- if .values.singleton }}
    type: Recreate
    {{- else }}
    type: RollingUpdate
    rollingUpdate:
      maxSurge: 1
      # Of one pod, none: the old one stays until the new one is ready.
      maxUnavailable: {{ gt (include "ares-service.least-pods" . | int) 1 | ternary 1 0 }}
    {{- end }}
  selector:
    matchLabels:
      {{- include "ares-service.selector" . | nindent 6 }}
      ares.dev/track: {{ .track }}
  template:
    metadata:
      labels:
        {{- include "ares-service.labels" . | nindent 8 }}
        app.kubernetes.io/version: {{ include "ares-service.version-label" . }}
        ares.dev/track: {{ .track }}
        {{- with .values.podLabels }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
      {{- with mustMergeOverwrite (include "ares-service.scraping" . | fromYaml) .values.podAnnotations }}
      annotations:
        {{- toYaml . | nindent 8 }}
      {{- end }}
    spec:
      {{- include "ares-service.pod" . | nindent 6 }}
{{- end -}}

{{/* What a Prometheus goes by that looks for pods: each counts for itself. */}}
{{- define "ares-service.scraping" -}}
{{- with .metrics -}}
prometheus.io/scrape: "true"
prometheus.io/port: {{ (first $.ports).port | quote }}
prometheus.io/path: {{ . }}
{{- end -}}
{{- end -}}

{{- define "ares-service.pod" -}}
serviceAccountName: {{ include "ares-service.fullname" . }}
automountServiceAccountToken: false
# Kubernetes would otherwise add a variable for each Service of the namespace, under names that settings have.
enableServiceLinks: false
terminationGracePeriodSeconds: {{ .values.terminationGracePeriodSeconds }}
securityContext:
  {{- include "ares-service.pod-security" (dict "user" .root.Values.image.user) | nindent 2 }}
{{- with .root.Values.image.pullSecrets }}
imagePullSecrets:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .values.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- with .values.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .values.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .values.affinity }}
affinity:
  {{- toYaml . | nindent 2 }}
{{- end }}
topologySpreadConstraints:
  {{- range .values.topologySpread }}
  - topologyKey: {{ .topologyKey }}
    maxSkew: {{ .maxSkew }}
    whenUnsatisfiable: {{ .whenUnsatisfiable }}
    # Each rollout is spread for itself: old pods do not push new ones to one side.
    matchLabelKeys: [pod-template-hash]
    labelSelector:
      matchLabels:
        {{- include "ares-service.selector" $ | nindent 8 }}
        ares.dev/track: {{ $.track }}
  {{- end }}
containers:
  - name: {{ .name }}
    {{- include "ares-service.container" . | nindent 4 }}
volumes:
  # The only place that a service writes to.
  - name: tmp
    emptyDir:
      sizeLimit: {{ .values.tmpSize }}
  {{- with .volumes }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
{{- end -}}
