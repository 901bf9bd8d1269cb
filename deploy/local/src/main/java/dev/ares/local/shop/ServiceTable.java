package dev.ares.local.shop;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.ares.local.process.PortUse;

/** Our services: ports, environment, and what each waits for. */
final class ServiceTable {

    static final List<String> DATABASES = List.of("ares_order", "ares_inventory", "ares_payment", "ares_user");

    /** Name of the secret with the first admin's password. */
    static final String ADMIN = "admin";

    private static final String READINESS = "/healthz/readiness";
    private static final String SIMULATOR = "payment-provider-simulator";
    private static final String[] SERVERS = {"postgres", "redis", "kafka", "nacos"};
    private static final String SEATA = "seata";

    /** Of these there are others for other coordinators. */
    private static final Set<String> COORDINATED = Set.of("inventory-service", "payment-service", "order-service");

    private final Settings settings;
    private final Secrets secrets;

    ServiceTable(Settings settings, Secrets secrets) {
        this.settings = settings;
        this.secrets = secrets;
    }

    /** Of each service as many as there are replicas; each waits for the one before it, so that not all start at once. */
    List<StartStep> steps() {
        return Stream.concat(
                        Stream.of(simulator()),
                        IntStream.rangeClosed(1, settings.replicas()).boxed().flatMap(this::services))
                .toList();
    }

    private Stream<StartStep> services(int replica) {
        return Stream.of(
                step(new Service("user-service", Port.USER), with(database("ares_user"), user()), replica, SERVERS),
                step(
                        new Service("inventory-service", Port.INVENTORY, Port.INVENTORY_GRPC),
                        database("ares_inventory"),
                        replica,
                        participants()),
                step(
                        new Service("payment-service", Port.PAYMENT, Port.PAYMENT_GRPC),
                        with(database("ares_payment"), payment()),
                        replica,
                        SERVERS),
                step(new Service("order-service", Port.ORDER), database("ares_order"), replica, participants()),
                step(new Service("gateway", Port.GATEWAY), Map.of(), replica, "nacos", "redis"));
    }

    /** What those wait for whose databases take part in global transactions. */
    private String[] participants() {
        return settings.coordinator().isSeata()
                ? Stream.concat(Stream.of(SERVERS), Stream.of(SEATA)).toArray(String[]::new)
                : SERVERS;
    }

    private StartStep step(Service service, Map<String, String> own, int replica, String... after) {
        List<PortUse> ports = service.ports().stream()
                .map(port -> settings.ports().use(port, replica))
                .toList();
        var environment = new HashMap<>(shared());
        environment.put("ARES_HTTP_PORT", Integer.toString(ports.get(0).port()));
        if (ports.size() > 1) {
            environment.put("ARES_GRPC_PORT", Integer.toString(ports.get(1).port()));
        }
        // What it keeps for a start while user-service is away.
        environment.put(
                "ARES_JWKS_COPY",
                settings.state()
                        .data(service.process(replica))
                        .resolve("access-token-keys.json")
                        .toString());
        environment.putAll(own);
        var process = new ServiceProcess(
                service.process(replica),
                settings.state(),
                jar(service.name()),
                ports,
                environment,
                ServiceProcess.HEAP_MEBIBYTES,
                READINESS);
        return StartStep.of(process, "http://127.0.0.1:" + ports.get(0).port(), service.after(replica, after));
    }

    private Map<String, String> shared() {
        return Map.of(
                "ARES_BIND_ADDRESS",
                "127.0.0.1",
                "ARES_KAFKA",
                settings.address(Port.KAFKA),
                "ARES_REDIS_HOST",
                "127.0.0.1",
                "ARES_REDIS_PORT",
                Integer.toString(settings.ports().of(Port.REDIS)),
                "ARES_NACOS",
                settings.address(Port.NACOS),
                // Read only by services that Seata coordinates.
                "ARES_SEATA",
                settings.address(Port.SEATA),
                // Without rules until somebody sets one: ./ares fault.
                "ARES_FAULTS_ENABLED",
                "true",
                "ARES_SERVICE_TOKEN_SECRET",
                secrets.key("service-token"),
                "ARES_JWKS_URI",
                keys());
    }

    /** At each replica of user-service. */
    private String keys() {
        return IntStream.rangeClosed(1, settings.replicas())
                .map(replica -> settings.ports().use(Port.USER, replica).port())
                .mapToObj(port -> "http://127.0.0.1:" + port + "/.well-known/jwks.json")
                .collect(Collectors.joining(","));
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
                settings.simulatorHeap(),
                "/healthz");
        return StartStep.of(process, "http://" + settings.address(Port.SIMULATOR));
    }

    private Path jar(String service) {
        return COORDINATED.contains(service)
                ? jar(
                        settings.coordinator().module(service),
                        settings.coordinator().program(service))
                : jar(service, service);
    }

    private Path jar(String module, String name) {
        return settings.checkout().resolve(module).resolve("target").resolve(name + ".jar");
    }

    private static Map<String, String> with(Map<String, String> some, Map<String, String> more) {
        var all = new HashMap<>(some);
        all.putAll(more);
        return all;
    }

    /**
     * One of our services.
     *
     * @param ports the first is the HTTP port
     */
    private record Service(String name, List<Port> ports) {

        Service(String name, Port... ports) {
            this(name, List.of(ports));
        }

        String process(int replica) {
            return replica == 1 ? name : name + "-" + replica;
        }

        /** The parts that a replica waits for: the first migrates the database, the others find it done. */
        String[] after(int replica, String... servers) {
            return replica == 1 ? servers : new String[] {process(replica - 1)};
        }
    }
}
