#!/bin/bash
# shellcheck disable=SC2086
exec java ${KAFKA_HEAP_OPTS:--Xmx1G} -Dlog4j2.disable=true -Dorg.slf4j.simpleLogger.defaultLogLevel=warn ${KAFKA_OPTS:-} -cp '/opt/kafka/libs/*' kafka.Kafka "$@"
