{{- define "ares-service.container" -}}
image: {{ include "ares-service.image" . | quote }}
imagePullPolicy: {{ .root.Values.image.pullPolicy }}
securityContext:
  {{- include "ares-service.container-security" . | nindent 2 }}
ports:
  {{- range .ports }}
  - name: {{ .name }}
    containerPort: {{ .port }}
  {{- end }}
env:
  {{- toYaml .env | nindent 2 }}
resources:
  {{- toYaml .values.resources | nindent 2 }}
{{- $port := (first .ports).name }}
# Until it has answered once, nothing else is asked: a slow start is not a hung process.
startupProbe:
  httpGet: { path: {{ .readiness }}, port: {{ $port }} }
  periodSeconds: 2
  timeoutSeconds: 2
  failureThreshold: {{ div .values.startupSeconds 2 }}
# The process alone: a database that is down must not take all pods out of rotation or restart them.
readinessProbe:
  httpGet: { path: {{ .readiness }}, port: {{ $port }} }
  periodSeconds: 5
  timeoutSeconds: 2
  failureThreshold: 2
livenessProbe:
  httpGet: { path: {{ .liveness }}, port: {{ $port }} }
  periodSeconds: 10
  timeoutSeconds: 3
  failureThreshold: 6
{{- with .values.preStopSeconds }}
# Time for load balancers to hear that this pod is leaving, before it stops listening.
lifecycle:
  preStop:
    sleep: { seconds: {{ . }} }
{{- end }}
volumeMounts:
  - name: tmp
    mountPath: /tmp
  {{- with .volumeMounts }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
{{- end -}}
