{{/* Who may call a service: its callers, each on the port that it needs, and whoever scrapes metrics. */}}
{{- define "ares.network.ingress" -}}
{{- $root := .root -}}
{{- $facts := .facts -}}
{{- range .facts.calledFrom }}
{{- $rule := . }}
- ports:
    - {protocol: TCP, port: {{ .port }}}
  from:
    {{- range .callers }}
    - podSelector:
        matchLabels: {app.kubernetes.io/name: {{ . }}, app.kubernetes.io/instance: {{ $root.Release.Name }}}
    {{- end }}
{{- end }}
{{- if eq .name "gateway" }}
- ports:
    - {protocol: TCP, port: http}
  {{- with .root.Values.networkPolicy.gatewayFrom }}
  from:
    {{- toYaml . | nindent 4 }}
    {{- if $root.Values.providerSimulator.enabled }}
    - podSelector:
        matchLabels: {app.kubernetes.io/name: payment-provider-simulator, app.kubernetes.io/instance: {{ $root.Release.Name }}}
    {{- end }}
  {{- end }}
{{- end }}
{{- with .root.Values.networkPolicy.metricsFrom }}
- ports:
    - {protocol: TCP, port: {{ (first $facts.ports).name }}}
  from:
    {{- toYaml . | nindent 4 }}
{{- end }}
{{- end -}}

{{/* Whom a service may call: names, the servers that it uses, the services that it asks, and where traces go. */}}
{{- define "ares.network.egress" -}}
{{- $root := .root -}}
{{- $facts := include "ares.services" $root | fromYaml -}}
{{- $policy := .root.Values.networkPolicy -}}
- ports:
    - {protocol: UDP, port: 53}
    - {protocol: TCP, port: 53}
  to:
    {{- toYaml $policy.dnsTo | nindent 4 }}
{{- range .facts.uses }}
{{- if hasKey $facts . }}
{{- $callee := index $facts . }}
- ports:
    {{- range $callee.calledFrom }}
    {{- $rule := . }}
    {{- if has $.name .callers }}
    {{- range $callee.ports }}
    {{- if eq .name $rule.port }}
    - {protocol: TCP, port: {{ .port }}}
    {{- end }}
    {{- end }}
    {{- end }}
    {{- end }}
  to:
    - podSelector:
        matchLabels: {app.kubernetes.io/name: {{ . }}, app.kubernetes.io/instance: {{ $root.Release.Name }}}
{{- else if eq . "payment-provider" }}
{{- include "ares.network.provider" $root }}
{{- else }}
{{- include "ares.network.server" (dict "root" $root "server" .) }}
{{- end }}
{{- end }}
{{- with .root.Values.telemetry.endpoint }}
- ports:
    - {protocol: TCP, port: {{ include "ares.network.port" . }}}
  {{- with $policy.telemetryTo }}
  to:
    {{- toYaml . | nindent 4 }}
  {{- end }}
{{- end }}
{{- end -}}

{{/* One of postgresql, redis, kafka, nacos: dict "root" "server". Outside the cluster, any address unless the values say which. */}}
{{- define "ares.network.server" }}
- ports:
    {{- range include (printf "ares.network.ports.%s" .server) .root | splitList "," | uniq }}
    - {protocol: TCP, port: {{ . }}}
    {{- end }}
  {{- if .root.Values.infrastructure.enabled }}
  to:
    - podSelector:
        matchLabels: {app.kubernetes.io/name: {{ .server }}, app.kubernetes.io/instance: {{ .root.Release.Name }}}
  {{- else }}
  {{- with index .root.Values.networkPolicy (printf "%sTo" .server) }}
  to:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- end }}
{{- end -}}

{{- define "ares.network.ports.postgresql" -}}{{ .Values.postgresql.port }}{{- end -}}
{{- define "ares.network.ports.redis" -}}{{ .Values.redis.port }}{{- end -}}
{{- define "ares.network.ports.kafka" -}}
{{- $ports := list -}}
{{- range include "ares.kafka" . | splitList "," -}}{{- $ports = append $ports (regexFind "[0-9]+$" .) -}}{{- end -}}
{{- join "," $ports -}}
{{- end -}}
{{/* Nacos' gRPC port is its HTTP port plus 1000. */}}
{{- define "ares.network.ports.nacos" -}}
{{- $ports := list -}}
{{- range include "ares.nacos" . | splitList "," -}}
{{- $port := regexFind "[0-9]+$" . -}}
{{- $ports = concat $ports (list $port (add 1000 (atoi $port))) -}}
{{- end -}}
{{- join "," $ports -}}
{{- end -}}

{{/* The simulator beside us, or the real provider: any public address, no private one. */}}
{{- define "ares.network.provider" }}
{{- if .Values.providerSimulator.enabled }}
- ports:
    - {protocol: TCP, port: 8090}
  to:
    - podSelector:
        matchLabels: {app.kubernetes.io/name: payment-provider-simulator, app.kubernetes.io/instance: {{ .Release.Name }}}
{{- else }}
- ports:
    - {protocol: TCP, port: {{ include "ares.network.port" .Values.paymentProvider.apiBase }}}
  to:
    {{- if .Values.networkPolicy.paymentProviderTo }}
    {{- toYaml .Values.networkPolicy.paymentProviderTo | nindent 4 }}
    {{- else }}
    - ipBlock:
        cidr: 0.0.0.0/0
        except: [10.0.0.0/8, 100.64.0.0/10, 169.254.0.0/16, 172.16.0.0/12, 192.168.0.0/16]
    {{- end }}
{{- end }}
{{- end -}}

{{/* The port of a URL, said or by its scheme. */}}
{{- define "ares.network.port" -}}
{{- $url := urlParse . -}}
{{- regexFind "[0-9]+$" (regexFind ":[0-9]+$" $url.host) | default (ternary "443" "80" (eq $url.scheme "https")) -}}
{{- end -}}
