{{/*
What the services are, as opposed to what an operator chooses: ports, who calls whom (the arrows of docs/services), which
servers and secrets each uses, which topics each reads under which consumer group.
*/}}
{{- define "ares.services" -}}
gateway:
  ports: [{name: http, port: 8080}]
  calledFrom: []
  uses: [nacos, redis, user-service, order-service, inventory-service, payment-service]
  topics: []
user-service:
  ports: [{name: http, port: 8084}]
  # The keys of access tokens come from here, and which were called back, so everyone asks.
  calledFrom:
    - {port: http, callers: [gateway, order-service, inventory-service, payment-service]}
  uses: [nacos, kafka, postgresql]
  database: user
  topics:
    - {topic: ares.user.commands, group: user-service}
    - {topic: ares.order.events, group: user-service}
inventory-service:
  ports: [{name: http, port: 8082}, {name: grpc, port: 9082}]
  calledFrom:
    - {port: http, callers: [gateway]}
    - {port: grpc, callers: [gateway, order-service]}
  uses: [nacos, kafka, redis, postgresql, user-service]
  database: inventory
  topics:
    - {topic: ares.inventory.commands, group: inventory-service}
    - {topic: ares.inventory.commands, group: inventory-service-releases}
    - {topic: ares.inventory.events, group: inventory-service-availability}
    - {topic: ares.order.events, group: inventory-service}
    - {topic: ares.order.events, group: inventory-service-returns}
payment-service:
  ports: [{name: http, port: 8083}, {name: grpc, port: 9083}]
  calledFrom:
    - {port: http, callers: [gateway]}
    - {port: grpc, callers: [order-service]}
  uses: [nacos, kafka, postgresql, user-service, payment-provider]
  database: payment
  topics:
    - {topic: ares.payment.commands, group: payment-service}
order-service:
  ports: [{name: http, port: 8081}]
  calledFrom:
    - {port: http, callers: [gateway]}
  uses: [nacos, kafka, postgresql, user-service, inventory-service, payment-service]
  database: order
  topics:
    - {topic: ares.order.replies, group: order-service}
{{- end -}}

{{/* The certificates that PostgreSQL's is checked against, where a service finds them. */}}
{{- define "ares.postgresql.ca" -}}
/etc/ares/postgresql/ca.crt
{{- end -}}

{{/* The weight of each instance of a track, as Nacos is told. */}}
{{- define "ares.weight" -}}
{{- if eq .track "canary" }}{{ .values.canary.weight }}{{ else }}{{ .values.weight }}{{ end -}}
{{- end -}}

{{/*
The track that alone takes the gateway's calls, empty when both do. What comes from outside finds the gateway by its Service, which
knows no weights, and not by Nacos: a weight of 0 has to be said to the Service too.
*/}}
{{- define "ares.gateway.only-track" -}}
{{- if and .values.canary.enabled (eq (float64 .values.canary.weight) 0.0) -}}
stable
{{- else if eq (float64 .values.weight) 0.0 -}}
canary
{{- end -}}
{{- end -}}

{{/* Addresses of the servers: the in-cluster set when it is enabled, what the values say otherwise. */}}
{{- define "ares.postgresql.host" -}}
{{- ternary (printf "%s-postgresql" .Release.Name) .Values.postgresql.host .Values.infrastructure.enabled -}}
{{- end -}}
{{- define "ares.redis.host" -}}
{{- ternary (printf "%s-redis" .Release.Name) .Values.redis.host .Values.infrastructure.enabled -}}
{{- end -}}
{{- define "ares.kafka" -}}
{{- ternary (printf "%s-kafka:9092" .Release.Name) .Values.kafka.bootstrapServers .Values.infrastructure.enabled -}}
{{- end -}}
{{- define "ares.nacos" -}}
{{- ternary (printf "%s-nacos:8848" .Release.Name) .Values.nacos.address .Values.infrastructure.enabled -}}
{{- end -}}
{{- define "ares.payment-provider" -}}
{{- ternary (printf "http://%s-payment-provider-simulator:8090" .Release.Name) .Values.paymentProvider.apiBase .Values.providerSimulator.enabled -}}
{{- end -}}
