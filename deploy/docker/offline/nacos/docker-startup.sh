#!/bin/bash
# Asks for what the official image asks for.
for name in NACOS_AUTH_TOKEN NACOS_AUTH_IDENTITY_KEY NACOS_AUTH_IDENTITY_VALUE; do
  [ -n "${!name:-}" ] || { echo "env $name must be set."; exit 255; }
done
[ "${MODE:-}" = standalone ] || { echo "MODE: ${MODE:-} (expected: standalone)"; exit 255; }
exec java -Xms${JVM_XMS:-256m} -Xmx${JVM_XMX:-512m} -Xmn${JVM_XMN:-128m} ${JAVA_OPT:-} -Dnacos.standalone=true -Dnacos.home=/home/nacos \
  -Dspring.config.additional-location=file:/home/nacos/conf/ -cp "/home/nacos/classes:$(echo lib/hessian-4.*.jar):/home/nacos/lib/*" Server
