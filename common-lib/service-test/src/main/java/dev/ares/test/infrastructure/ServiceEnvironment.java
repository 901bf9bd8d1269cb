package dev.ares.test.infrastructure;

import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a service finds in its environment: the real servers, and secrets that are good enough for a test. */
final class ServiceEnvironment {

    private static final String SERVICE_TOKEN_SECRET = Base64.getEncoder()
            .encodeToString("a-secret-of-32-bytes-for-tests-only".getBytes(StandardCharsets.US_ASCII));

    private ServiceEnvironment() {}

    static Infrastructure of(Infrastructure servers) {
        var properties = new LinkedHashMap<String, String>();
        properties.put("ARES_BIND_ADDRESS", "127.0.0.1");
        properties.put("ARES_HTTP_PORT", "0");
        properties.put("ARES_GRPC_PORT", "0");
        properties.put("ARES_POSTGRES_HOST", "127.0.0.1");
        properties.put("ARES_POSTGRES_PORT", Integer.toString(servers.postgresPort()));
        properties.put("ARES_DATABASE_NAME", servers.databaseName());
        properties.put("ARES_DATABASE_USER", servers.databaseName());
        properties.put("ARES_DATABASE_PASSWORD", servers.databasePassword());
        properties.put("ARES_KAFKA", servers.kafka());
        properties.put("ARES_REDIS_HOST", "127.0.0.1");
        properties.put("ARES_REDIS_PORT", Integer.toString(servers.redisPort()));
        properties.put("spring.data.redis.database", Integer.toString(servers.redisDatabase()));
        properties.put("ARES_NACOS", servers.nacos());
        properties.putAll(nacos(servers));
        properties.put("ARES_TEST_SUFFIX", servers.suffix());
        properties.putAll(secrets());
        return new Infrastructure(
                servers.postgres(),
                servers.databaseName(),
                servers.databasePassword(),
                servers.postgresPort(),
                servers.redisPort(),
                servers.redisDatabase(),
                servers.kafkaPort(),
                servers.nacosPort(),
                servers.suffix(),
                Map.copyOf(properties));
    }

    /** A namespace of its own, which Nacos makes on first use; without Nacos, clients that do not even try to reach it. */
    private static Map<String, String> nacos(Infrastructure servers) {
        if (servers.nacosPort() != Infrastructure.CLOSED_PORT) {
            return Map.of("ARES_NACOS_NAMESPACE", servers.suffix());
        }
        return Map.of(
                "ARES_NACOS_NAMESPACE", "",
                "spring.cloud.nacos.discovery.enabled", "false",
                "ares.settings.nacos.enabled", "false");
    }

    private static Map<String, String> secrets() {
        return Map.of(
                "ARES_SERVICE_TOKEN_SECRET", SERVICE_TOKEN_SECRET,
                "ARES_TOKEN_SIGNING_KEY", SigningKey.PKCS8,
                "ARES_ADMIN_EMAIL", "admin@ares.test",
                "ARES_ADMIN_PASSWORD", "admin-password-for-tests",
                "ARES_STRIPE_API_BASE", "http://127.0.0.1:" + Infrastructure.CLOSED_PORT,
                "ARES_STRIPE_API_KEY", "sk_test_ares",
                "ARES_STRIPE_WEBHOOK_SECRET", "whsec_test_ares");
    }

    private static final class SigningKey {
        static final String PKCS8 = generate();

        private static String generate() {
            try {
                var generator = KeyPairGenerator.getInstance("RSA");
                generator.initialize(2048);
                return Base64.getEncoder()
                        .encodeToString(generator.generateKeyPair().getPrivate().getEncoded());
            } catch (NoSuchAlgorithmException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }
}
