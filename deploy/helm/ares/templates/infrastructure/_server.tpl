{{/* What the try-out servers share: dict "root" "name" "user" "ports" [{name, port}] "callers" [NAME]. */}}
{{- define "ares.server.network" -}}
{{- $root := .root -}}
apiVersion: v1
kind: Service
metadata:
  name: {{ include "ares-service.fullname" . }}
  labels:
    {{- include "ares-service.labels" . | nindent 4 }}
spec:
  # Without an address of its own: whoever calls reaches the one pod.
  clusterIP: None
  publishNotReadyAddresses: true
  selector:
    {{- include "ares-service.selector" . | nindent 4 }}
  ports:
    {{- range .ports }}
    - { name: {{ .name }}, port: {{ .port }}, targetPort: {{ .name }} }
    {{- end }}
---
{{ include "ares-service.service-account" . }}
{{- if $root.Values.networkPolicy.enabled }}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: {{ include "ares-service.fullname" . }}
  labels:
    {{- include "ares-service.labels" . | nindent 4 }}
spec:
  podSelector:
    matchLabels:
      {{- include "ares-service.selector" . | nindent 6 }}
  policyTypes: [Ingress, Egress]
  ingress:
    - ports:
        {{- range .ports }}
        - { protocol: TCP, port: {{ .name }} }
        {{- end }}
      from:
        {{- range .callers }}
        - podSelector:
            matchLabels: { app.kubernetes.io/name: {{ . }}, app.kubernetes.io/instance: {{ $root.Release.Name }} }
        {{- end }}
  # They answer; they call nobody but themselves, by name.
  egress:
    - ports:
        - { protocol: UDP, port: 53 }
        - { protocol: TCP, port: 53 }
      to:
        {{- toYaml $root.Values.networkPolicy.dnsTo | nindent 8 }}
    - to:
        - podSelector:
            matchLabels:
              {{- include "ares-service.selector" . | nindent 14 }}
{{- end }}
---
{{- end -}}

{{/* Head of the StatefulSet, up to the containers. */}}
{{- define "ares.server.head" -}}
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: {{ include "ares-service.fullname" . }}
  labels:
    {{- include "ares-service.labels" . | nindent 4 }}
spec:
  serviceName: {{ include "ares-service.fullname" . }}
  replicas: 1
  selector:
    matchLabels:
      {{- include "ares-service.selector" . | nindent 6 }}
  template:
    metadata:
      labels:
        {{- include "ares-service.labels" . | nindent 8 }}
    spec:
      serviceAccountName: {{ include "ares-service.fullname" . }}
      automountServiceAccountToken: false
      enableServiceLinks: false
      terminationGracePeriodSeconds: 60
      securityContext:
        {{- include "ares-service.pod-security" (dict "user" .user) | nindent 8 }}
{{- end -}}

{{- define "ares.server.storage" -}}
volumeClaimTemplates:
  - metadata:
      name: data
    spec:
      accessModes: [ReadWriteOnce]
      {{- with .root.Values.infrastructure.storageClass }}
      storageClassName: {{ . }}
      {{- end }}
      resources:
        requests:
          storage: {{ .storage }}
{{- end -}}

{{/* Who uses a server, by the facts of the shop: dict "root" "server". */}}
{{- define "ares.server.callers" -}}
{{- $server := .server -}}
{{- range $name, $facts := include "ares.services" .root | fromYaml }}
{{- if has $server $facts.uses }}
- {{ $name }}
{{- end }}
{{- end }}
{{- end -}}
