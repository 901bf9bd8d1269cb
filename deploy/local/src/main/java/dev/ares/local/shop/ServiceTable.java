package dev.ares.local.shop;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.ares.local.process.PortUse;

/** Our services: ports, environment, and what each waits for. */
final class ServiceTable {

    static final List<String> DATABASES = List.of("ares_order", "ares_inventory", "ares_payment", "ares_user");

    /** Name of the secret with the first admin's password. */
    static final String ADMIN = "admin";

    private static final String READINESS = "/healthz/readiness";
    private static final String SIMULATOR = "payment-provider-simulator";
    private static final String[] SERVERS = {"postgres", "redis", "kafka", "nacos"};

    private final Settings settings;
    private final Secrets secrets;

    ServiceTable(Settings settings, Secrets secrets) {
        this.settings = settings;
        this.secrets = secrets;
    }

    List<StartStep> steps() {
        return List.of(
                simulator(),
                step("user-service", Port.USER, null, with(database("ares_user"), user()), SERVERS),
                step("inventory-service", Port.INVENTORY, Port.INVENTORY_GRPC, database("ares_inventory"), SERVERS),
                step(
                        "payment-service",
                        Port.PAYMENT,
                        Port.PAYMENT_GRPC,
                        with(database("ares_payment"), payment()),
                        SERVERS),
                step("order-service", Port.ORDER, null, database("ares_order"), SERVERS),
                step("gateway", Port.GATEWAY, null, Map.of(), "nacos", "redis"));
    }

    private StartStep step(String name, Port http, @Nullable Port grpc, Map<String, String> own, String... after) {
        List<PortUse> ports = Stream.of(http, grpc)
                .filter(port -> port != null)
                .map(settings.ports()::use)
                .toList();
        var environment = new HashMap<>(shared());
        environment.put("ARES_HTTP_PORT", Integer.toString(settings.ports().of(http)));
        if (grpc != null) {
            environment.put("ARES_GRPC_PORT", Integer.toString(settings.ports().of(grpc)));
        }
        environment.putAll(own);
        var process = new ServiceProcess(name, settings.state(), jar(name, name), ports, environment, READINESS);
        return StartStep.of(process, "http://" + settings.address(http), after);
    }

    private Map<String, String> shared() {
        return Map.of(
                "ARES_BIND_ADDRESS", "127.0.0.1",
                "ARES_KAFKA", settings.address(Port.KAFKA),
                "ARES_REDIS_HOST", "127.0.0.1",
                "ARES_REDIS_PORT", Integer.toString(settings.ports().of(Port.REDIS)),
                "ARES_NACOS", settings.address(Port.NACOS),
                "ARES_SERVICE_TOKEN_SECRET", secrets.key("service-token"),
                "ARES_JWKS_URI", "http://" + settings.address(Port.USER) + "/.well-known/jwks.json");
    }

    private Map<String, String> database(String name) {
        return Map.of(
                "ARES_POSTGRES_HOST",
                "127.0.0.1",
                "ARES_POSTGRES_PORT",
                Integer.toString(settings.ports().of(Port.POSTGRES)),
                "ARES_DATABASE_NAME",
                name,
                "ARES_DATABASE_USER",
                name,
                "ARES_DATABASE_PASSWORD",
                secrets.password(name));
    }

    private Map<String, String> user() {
        return Map.of(
                "ARES_TOKEN_SIGNING_KEY", secrets.signingKey("token-signing-key"),
                "ARES_ADMIN_EMAIL", settings.adminEmail(),
                "ARES_ADMIN_PASSWORD", settings.adminPassword().orElseGet(() -> secrets.password(ADMIN)));
    }

    private Map<String, String> payment() {
        return Map.of(
                "ARES_STRIPE_API_BASE", "http://" + settings.address(Port.SIMULATOR),
                "ARES_STRIPE_API_KEY", secrets.password("stripe-api-key"),
                "ARES_STRIPE_WEBHOOK_SECRET", secrets.password("stripe-webhook"));
    }

    /** The provider calls back through the gateway, as the real one would. */
    private StartStep simulator() {
        var environment = Map.of(
                "ARES_BIND_ADDRESS", "127.0.0.1",
                "ARES_SIMULATOR_PORT", Integer.toString(settings.ports().of(Port.SIMULATOR)),
                "ARES_SIMULATOR_STATE", settings.state().data(SIMULATOR).toString(),
                "ARES_SIMULATOR_WEBHOOK_URL", settings.gatewayUrl() + "/api/webhooks/stripe",
                "ARES_STRIPE_API_KEY", secrets.password("stripe-api-key"),
                "ARES_STRIPE_WEBHOOK_SECRET", secrets.password("stripe-webhook"));
        var process = new ServiceProcess(
                SIMULATOR,
                settings.state(),
                jar("deploy/" + SIMULATOR, SIMULATOR),
                List.of(settings.ports().use(Port.SIMULATOR)),
                environment,
                "/healthz");
        return StartStep.of(process, "http://" + settings.address(Port.SIMULATOR));
    }

    private Path jar(String module, String name) {
        return settings.checkout().resolve(module).resolve("target").resolve(name + ".jar");
    }

    private static Map<String, String> with(Map<String, String> some, Map<String, String> more) {
        var all = new HashMap<>(some);
        all.putAll(more);
        return all;
    }
}
