{{/* What a schema cannot say, refused in the form "name: value (expected: ...)". */}}
{{- define "ares.checks" -}}
{{- include "ares.check.tag" (dict "where" "image.tag" "tag" .Values.image.tag) -}}
{{- if and .Values.ingress.enabled (not .Values.ingress.trustedProxies) -}}
{{- fail "ingress.trustedProxies: empty (expected: the networks of the ingress controller's pods, such as 10.244.0.0/16)" -}}
{{- end -}}
{{- if and (hasPrefix "verify-" .Values.postgresql.sslMode) (not .Values.postgresql.caSecret) -}}
{{- fail (printf "postgresql.caSecret: empty (expected: with sslMode %s, a Secret with the key ca.crt to verify by)" .Values.postgresql.sslMode) -}}
{{- end -}}
{{- if and .Values.postgresql.caSecret (not (hasPrefix "verify-" .Values.postgresql.sslMode)) -}}
{{- fail (printf "postgresql.sslMode: %s (expected: verify-ca or verify-full, with a caSecret; nothing else verifies)" (quote .Values.postgresql.sslMode)) -}}
{{- end -}}
{{- if eq .Values.nacos.namespace "public" -}}
{{- fail "nacos.namespace: public (expected: empty for the public one, or the id of another)" -}}
{{- end -}}
{{- end -}}

{{/* One service, defaults merged in: dict "name" "values" "readsInClusterKafka". */}}
{{- define "ares.check.service" -}}
{{- $where := printf "services.%s" .name -}}
{{- $scaling := .values.autoscaling -}}
{{- if gt (int $scaling.minReplicas) (int $scaling.maxReplicas) -}}
{{- fail (printf "%s.autoscaling.minReplicas: %v (expected: at most maxReplicas, %v)" $where $scaling.minReplicas $scaling.maxReplicas) -}}
{{- end -}}
{{- if and (eq $scaling.mode "keda") (not $scaling.lag.enabled) (not $scaling.forecast.enabled) -}}
{{- fail (printf "%s.autoscaling.mode: keda (expected: hpa, when neither lag nor forecast is enabled)" $where) -}}
{{- end -}}
{{- if and (eq $scaling.mode "keda") $scaling.lag.enabled .readsInClusterKafka -}}
{{- fail (printf "%s.autoscaling.mode: keda (expected: hpa or none, or lag.enabled false: KEDA does not reach the in-cluster Kafka)" $where) -}}
{{- end -}}
{{- with regexFind "-XX:[+-]Use(Z|G1|Serial|Parallel|Shenandoah|Epsilon)GC" .values.jvmOptions -}}
{{- fail (printf "%s.jvmOptions: %s (expected: no collector; the image starts with ZGC, for which its class archive was written, and the JVM refuses a second one)" $where .) -}}
{{- end -}}
{{- range $variable, $_ := .values.env -}}
{{- if regexMatch "(PASSWORD|SECRET|TOKEN|CREDENTIALS|API_KEY|PRIVATE_KEY|SIGNING_KEY|JAAS_CONFIG)$" $variable -}}
{{- fail (printf "%s.env.%s: a value (expected: a reference in secretEnv, {secret, key})" $where $variable) -}}
{{- end -}}
{{- end -}}
{{- include "ares.check.tag" (dict "where" (printf "%s.image.tag" $where) "tag" .values.image.tag) -}}
{{- with .values.canary -}}
{{- include "ares.check.tag" (dict "where" (printf "%s.canary.image.tag" $where) "tag" .image.tag) -}}
{{- if and .enabled (not .image.tag) (not .image.digest) -}}
{{- fail (printf "%s.canary.image: empty (expected: the tag or digest of the second version)" $where) -}}
{{- end -}}
{{- if and (eq (float64 $.values.weight) 0.0) (or (not .enabled) (eq (float64 .weight) 0.0)) -}}
{{- fail (printf "%s.weight: 0 (expected: more than 0, since no canary takes the calls)" $where) -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- define "ares.check.tag" -}}
{{- if eq .tag "latest" -}}
{{- fail (printf "%s: latest (expected: a version, so that what runs is what was tested)" .where) -}}
{{- end -}}
{{- end -}}
