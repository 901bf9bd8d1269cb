package dev.ares.helm;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RefusedValuesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            image.tga                                    | 0.2.0      | additional properties 'tga' not allowed
            services.shipping-service.replicas           | 2          | additional properties 'shipping-service' not allowed
            services.gateway.replicas                    | 0          | at '/services/gateway/replicas': minimum
            services.gateway.autoscaling.mode            | sometimes  | at '/services/gateway/autoscaling/mode': value must be one of
            services.gateway.autoscaling.lag.externalMetric | messages lag | at '/services/gateway/autoscaling/lag/externalMetric'
            services.gateway.autoscaling.minReplicas     | 11         | services.gateway.autoscaling.minReplicas: 11 (expected: at most maxReplicas, 10)
            services.gateway.weight                      | 0          | services.gateway.weight: 0 (expected: more than 0
            services.gateway.canary.enabled              | true       | services.gateway.canary.image: empty (expected: the tag or digest
            services.gateway.image.tag                   | latest     | services.gateway.image.tag: latest (expected: a version
            services.gateway.env.SPRING_DATA_REDIS_PASSWORD | secret  | expected: a reference in secretEnv
            services.gateway.jvmOptions                  | -Xss1m -XX:+UseG1GC | services.gateway.jvmOptions: -XX:+UseG1GC (expected: no collector
            serviceDefaults.resources.limits.memory      | 1 gigabyte | at '/serviceDefaults/resources/limits/memory'
            serviceDefaults.disruption.maxUnavailable    | 0          | at '/serviceDefaults/disruption/maxUnavailable'
            image.user                                   | 0          | at '/image/user': minimum
            kafka.bootstrapServers                       | kafka      | at '/kafka/bootstrapServers'
            nacos.namespace                              | public     | nacos.namespace: public (expected: empty
            postgresql.sslMode                           | verify-full | postgresql.caSecret: empty (expected: with sslMode verify-full
            postgresql.caSecret                          | database-ca | postgresql.sslMode: "" (expected: verify-ca or verify-full
            secrets.databases                            | ''         | at '/secrets/databases'
            ingress.enabled                              | true       | at '/ingress/host': minLength
            ingress.trustedProxies                       | everybody  | at '/ingress/trustedProxies'
            infrastructure.kafka.image                   | apache/kafka | at '/infrastructure/kafka/image'
            """)
    void wrongValuesAreNamed(String name, String value, String message) {
        assertThatThrownBy(() -> Chart.template(Map.of(name, value))).hasMessageContaining(message);
    }

    /** Its short name is another's in KEDA's namespace, and its NetworkPolicy lets the services in alone. */
    @Test
    void kedaIsRefusedWhereItDoesNotReachTheKafkaWhoseLagItIsToWatch() {
        var keda = Map.<String, Object>of("serviceDefaults.autoscaling.mode", "keda");
        var withoutLag = Map.<String, Object>of(
                "serviceDefaults.autoscaling.mode", "keda", "serviceDefaults.autoscaling.lag.enabled", false);

        assertThatThrownBy(() -> Chart.template(keda, "values-try-out.yaml"))
                .hasMessageContaining(
                        ".autoscaling.mode: keda (expected: hpa or none, or lag.enabled false: KEDA does not"
                                + " reach the in-cluster Kafka)");
        assertThat(Chart.template(withoutLag, "values-try-out.yaml"))
                .contains("kind: ScaledObject")
                .doesNotContain("type: kafka");
    }

    @Test
    void anIngressWithoutItsNetworksIsRefused() {
        assertThatThrownBy(() -> Chart.template(Map.of("ingress.enabled", "true", "ingress.host", "shop.example.org")))
                .hasMessageContaining("ingress.trustedProxies: empty (expected: the networks of the ingress");
    }
}
