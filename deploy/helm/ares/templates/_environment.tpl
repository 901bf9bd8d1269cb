{{/* The environment of one track of one service: dict "root" "name" "facts" "values" "track". Never a secret's value. */}}
{{- define "ares.environment" -}}
{{- $values := .root.Values -}}
{{- $secrets := $values.secrets -}}
# With this profile no service starts with fault switches.
- name: SPRING_PROFILES_ACTIVE
  value: production
- name: ARES_BIND_ADDRESS
  value: "0.0.0.0"
{{- range .facts.ports }}
- name: ARES_{{ upper .name }}_PORT
  value: {{ .port | quote }}
{{- end }}
- name: ARES_JWKS_URI
  value: http://{{ .root.Release.Name }}-user-service:8084/.well-known/jwks.json
# In the pod's own /tmp: a container that starts again while user-service is away finds it.
- name: ARES_JWKS_COPY
  value: /tmp/access-token-keys.json
- name: ARES_TRACE_SAMPLING
  value: {{ .values.traceSampling | quote }}
{{- with $values.telemetry.endpoint }}
- name: ARES_OTLP_ENDPOINT
  value: {{ . | quote }}
{{- end }}
{{- include "ares.environment.nacos" . }}
{{- include "ares.secret" (dict "env" "ARES_SERVICE_TOKEN_SECRET" "secret" $secrets.serviceToken "key" "secret") }}
{{- if has "postgresql" .facts.uses }}
- name: ARES_POSTGRES_HOST
  value: {{ include "ares.postgresql.host" .root | quote }}
- name: ARES_POSTGRES_PORT
  value: {{ $values.postgresql.port | quote }}
- name: ARES_DATABASE_NAME
  value: ares_{{ .facts.database }}
- name: ARES_DATABASE_USER
  value: ares_{{ .facts.database }}
{{- include "ares.secret" (dict "env" "ARES_DATABASE_PASSWORD" "secret" $secrets.databases "key" .facts.database) }}
{{- if $values.postgresql.sslMode }}
{{- $address := printf "postgresql://%s:%v/ares_%s" (include "ares.postgresql.host" .root) $values.postgresql.port .facts.database }}
{{- $ca := ternary (include "ares.postgresql.ca" .) "" (ne $values.postgresql.caSecret "") }}
- name: SPRING_R2DBC_URL
  value: r2dbc:{{ $address }}?sslMode={{ $values.postgresql.sslMode }}{{ with $ca }}&sslRootCert={{ . }}{{ end }}
- name: SPRING_FLYWAY_URL
  value: jdbc:{{ $address }}?sslmode={{ $values.postgresql.sslMode }}{{ with $ca }}&sslrootcert={{ . }}{{ end }}
{{- end }}
{{- end }}
{{- if has "kafka" .facts.uses }}
- name: ARES_KAFKA
  value: {{ include "ares.kafka" .root | quote }}
# Of topics that do not exist yet; Spring's own name for ares.messaging.topics.replication.
- name: ARES_MESSAGING_TOPICS_REPLICATION
  value: {{ ternary 1 $values.kafka.topicReplication $values.infrastructure.enabled | quote }}
{{- end }}
{{- if has "redis" .facts.uses }}
- name: ARES_REDIS_HOST
  value: {{ include "ares.redis.host" .root | quote }}
- name: ARES_REDIS_PORT
  value: {{ $values.redis.port | quote }}
{{- if $secrets.redis }}
{{- include "ares.secret" (dict "env" "SPRING_DATA_REDIS_PASSWORD" "secret" $secrets.redis "key" "password") }}
{{- end }}
{{- end }}
{{- if eq .name "gateway" }}
# On the pod's loopback address: kubectl port-forward reaches it, the network does not.
- name: ARES_PROFILE_PORT
  value: "8089"
{{- end }}
{{- if and (eq .name "gateway") $values.ingress.enabled }}
- name: ARES_GATEWAY_LIMITS_TRUSTEDPROXIES
  value: {{ join "," $values.ingress.trustedProxies | quote }}
{{- end }}
{{- if eq .name "user-service" }}
{{- include "ares.secret" (dict "env" "ARES_TOKEN_SIGNING_KEY" "secret" $secrets.tokenSigning "key" "private-key") }}
{{- if $secrets.admin }}
{{- include "ares.secret" (dict "env" "ARES_ADMIN_EMAIL" "secret" $secrets.admin "key" "email") }}
{{- include "ares.secret" (dict "env" "ARES_ADMIN_PASSWORD" "secret" $secrets.admin "key" "password") }}
{{- end }}
{{- end }}
{{- if has "payment-provider" .facts.uses }}
- name: ARES_STRIPE_API_BASE
  value: {{ include "ares.payment-provider" .root | quote }}
{{- include "ares.secret" (dict "env" "ARES_STRIPE_API_KEY" "secret" $secrets.paymentProvider "key" "api-key") }}
{{- include "ares.secret" (dict "env" "ARES_STRIPE_WEBHOOK_SECRET" "secret" $secrets.paymentProvider "key" "webhook-secret") }}
{{- end }}
{{- include "ares.environment.own" . }}
{{- end -}}

{{/* Others find the pod by its address, and its version beside it: what canary rules go by. */}}
{{- define "ares.environment.nacos" }}
- name: ARES_NACOS
  value: {{ include "ares.nacos" .root | quote }}
- name: ARES_NACOS_NAMESPACE
  value: {{ .root.Values.nacos.namespace | quote }}
- name: SPRING_CLOUD_NACOS_DISCOVERY_IP
  valueFrom:
    fieldRef:
      fieldPath: status.podIP
- name: SPRING_CLOUD_NACOS_DISCOVERY_METADATA_VERSION
  value: {{ include "ares-service.version" . | quote }}
- name: SPRING_CLOUD_NACOS_DISCOVERY_METADATA_TRACK
  value: {{ .track }}
- name: SPRING_CLOUD_NACOS_DISCOVERY_WEIGHT
  value: {{ include "ares.weight" . | quote }}
# For Feign, the balancer that obeys the weights; Spring's own would give each instance the same share. The gateway has its own.
- name: SPRING_CLOUD_LOADBALANCER_NACOS_ENABLED
  value: "true"
{{- if .root.Values.secrets.nacos }}
{{- include "ares.secret" (dict "env" "SPRING_CLOUD_NACOS_USERNAME" "secret" .root.Values.secrets.nacos "key" "username") }}
{{- include "ares.secret" (dict "env" "SPRING_CLOUD_NACOS_PASSWORD" "secret" .root.Values.secrets.nacos "key" "password") }}
{{- end }}
{{- end -}}

{{/* What the values add: plain settings, then references to secrets. */}}
{{- define "ares.environment.own" }}
{{- with .values.jvmOptions }}
# Read last, so it wins over the image's jvm.options; JAVA_TOOL_OPTIONS is read before the command line, and would lose to it.
- name: _JAVA_OPTIONS
  value: {{ . | quote }}
{{- end }}
{{- range $name, $value := .values.env }}
- name: {{ $name }}
  value: {{ $value | quote }}
{{- end }}
{{- range $name, $reference := .values.secretEnv }}
{{- include "ares.secret" (dict "env" $name "secret" $reference.secret "key" $reference.key) }}
{{- end }}
{{- end -}}

{{- define "ares.secret" }}
- name: {{ .env }}
  valueFrom:
    secretKeyRef:
      name: {{ .secret }}
      key: {{ .key }}
{{- end -}}
