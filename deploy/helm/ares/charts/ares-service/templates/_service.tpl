{{- define "ares-service.service" -}}
apiVersion: v1
kind: Service
metadata:
  name: {{ include "ares-service.fullname" . }}
  labels:
    {{- include "ares-service.labels" . | nindent 4 }}
  {{- with .values.service.annotations }}
  annotations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
spec:
  type: {{ .values.service.type }}
  selector:
    {{- include "ares-service.selector" . | nindent 4 }}
    {{- with .onlyTrack }}
    ares.dev/track: {{ . }}
    {{- end }}
  ports:
    {{- range .ports }}
    - name: {{ .name }}
      port: {{ .port }}
      targetPort: {{ .name }}
      appProtocol: {{ ternary "grpc" "http" (eq .name "grpc") }}
    {{- end }}
{{- end -}}

{{- define "ares-service.service-account" -}}
apiVersion: v1
kind: ServiceAccount
metadata:
  name: {{ include "ares-service.fullname" . }}
  labels:
    {{- include "ares-service.labels" . | nindent 4 }}
automountServiceAccountToken: false
{{- end -}}

{{- define "ares-service.disruption-budget" -}}
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: {{ include "ares-service.fullname" . }}
  labels:
    {{- include "ares-service.labels" . | nindent 4 }}
spec:
  maxUnavailable: {{ .values.disruption.maxUnavailable }}
  # A pod that is broken anyway does not keep a node from being drained.
  unhealthyPodEvictionPolicy: AlwaysAllow
  selector:
    matchLabels:
      {{- include "ares-service.selector" . | nindent 6 }}
{{- end -}}

{{- define "ares-service.network-policy" -}}
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
    {{- toYaml .ingress | nindent 4 }}
  egress:
    {{- toYaml .egress | nindent 4 }}
{{- end -}}
