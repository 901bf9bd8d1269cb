# One file for the five services, the payment provider's simulator, the tools and Seata's coordinator:
#
#   docker build --build-arg MODULE=order-service -t ares/order-service .
#
# Why it is built this way: docs/decisions/images.md.

ARG MAVEN_IMAGE=maven:3.9.12-eclipse-temurin-21
ARG JAVA_IMAGE=eclipse-temurin:25.0.4_7-jre-noble
# build-seata: with Seata's coordinator and the services that it coordinates, deploy/docker/seata/compose.yml.
ARG JARS_OF=build

# All modules at once: the images share this stage, and the sources are compiled once. Jars are the same on every
# architecture, so it runs on the builder's own.
FROM --platform=$BUILDPLATFORM ${MAVEN_IMAGE} AS build
WORKDIR /source
COPY . .
RUN --mount=type=cache,target=/root/.m2 \
    mvn -B -q -DskipTests package -am -pl gateway,order-service,inventory-service,payment-service,user-service,deploy/payment-provider-simulator,deploy/docker/tools
RUN mkdir /jars && cp gateway/target/gateway.jar *-service/target/*-service.jar deploy/payment-provider-simulator/target/payment-provider-simulator.jar deploy/docker/tools/target/tools.jar /jars/

FROM build AS build-seata
RUN --mount=type=cache,target=/root/.m2 \
    mvn -B -q -DskipTests -Pseata package -am -pl seata-at/order-service,seata-at/inventory-service,seata-at/payment-service,deploy/local/servers/seata
RUN cp seata-at/*/target/*-seata-at.jar deploy/local/servers/seata/target/seata-coordinator.jar /jars/

FROM ${JARS_OF} AS built

# Whoever has the jars already builds with --build-context jars=FOLDER, and Maven is not run.
FROM scratch AS jars
COPY --from=built /jars/ /

# Libraries and classes in layers of their own: a change of ours makes a new layer of about a megabyte.
FROM ${JAVA_IMAGE} AS layers
ARG MODULE
WORKDIR /layers
COPY --from=jars ${MODULE}.jar app.jar
COPY --from=jars tools.jar ./
# The simulator and the tools are a jar each, and stay one. Libraries keep the native code of this platform only.
RUN mkdir dependencies snapshot-dependencies application \
 && if grep -q BOOT-INF/lib/spring-core app.jar; \
    then java -Djarmode=tools -jar app.jar extract --layers --destination . --force \
      && java -jar tools.jar trim dependencies/lib; \
    else mv app.jar application/; fi

FROM ${JAVA_IMAGE} AS app
ARG MODULE
WORKDIR /app
COPY --from=layers /layers/dependencies/ ./
COPY --from=layers /layers/snapshot-dependencies/ ./
COPY --from=layers /layers/application/ ./
COPY --chmod=755 deploy/docker/image/ready ./
COPY deploy/docker/image/jvm.options ./
# What a volume mounted there belongs to at first: the simulator's ledger, Seata's transactions, the log files that the collector reads.
RUN mkdir /state /var/log/ares && chown 10001:10001 /state /var/log/ares

# A run without any server, at the end of which the JVM writes down the classes that it loaded.
FROM app AS trained
ARG MODULE
COPY --from=jars tools.jar ./
COPY --chmod=755 deploy/docker/image/train ./
COPY deploy/docker/image/classes.txt ./
RUN ./train "$MODULE"

FROM app
COPY --from=trained /app/classes.jsa ./
USER 10001:10001
# The container's own network decides who reaches it.
ENV ARES_BIND_ADDRESS=0.0.0.0 ARES_ADVERTISED_ADDRESS=
ENTRYPOINT ["java", "@/app/jvm.options", "-jar", "/app/app.jar"]
