package dev.ares.local.shop;

import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.ares.check.ShopAddresses;
import dev.ares.local.process.Part;
import dev.ares.local.process.StateFolder;
import dev.ares.local.server.KafkaServer;
import dev.ares.local.server.NacosServer;
import dev.ares.local.server.PostgresAdmin;
import dev.ares.local.server.PostgresServer;
import dev.ares.local.server.RedisServer;
import dev.ares.local.server.SeataServer;

/** All parts of the local shop, servers first. Its state folder exists: passwords and keys are made in there. */
public final class Shop {

    private static final Path SERVERS = Path.of("deploy/local/servers");
    private static final String SEATA_DATABASE = "ares_seata";

    /** As many as the most replicas have, 42 each, and tools beside them. */
    private static final int CONNECTIONS = 300;

    /** Each replica of order and inventory has 32 more for its branches, and Seata's own 40. */
    private static final int CONNECTIONS_WITH_SEATA = 680;

    private final Settings settings;
    private final Secrets secrets;
    private final PostgresServer postgres;

    public Shop(Settings settings) {
        this.settings = settings;
        this.secrets = new Secrets(settings.state());
        this.postgres = new PostgresServer(
                settings.state(),
                settings.ports().use(Port.POSTGRES),
                secrets.password("postgres-superuser"),
                settings.coordinator().isSeata() ? CONNECTIONS_WITH_SEATA : CONNECTIONS);
    }

    /** The parts with what each waits for, in the order in which they are listed to the user. */
    public List<StartStep> steps() {
        var steps = new ArrayList<StartStep>(servers());
        steps.addAll(new ServiceTable(settings, secrets).steps());
        return List.copyOf(steps);
    }

    /** To the databases, with all rights. */
    public PostgresAdmin databases() {
        return postgres.admin();
    }

    /** Where money and stock are kept, for whoever checks them. */
    public ShopAddresses books() {
        return new ShopAddresses(
                database("ares_order"),
                database("ares_inventory"),
                database("ares_payment"),
                database("ares_user"),
                Optional.of(URI.create("http://" + settings.address(Port.SIMULATOR) + "/simulator/ledger")));
    }

    private ShopAddresses.Database database(String name) {
        return new ShopAddresses.Database(
                "jdbc:postgresql://" + settings.address(Port.POSTGRES) + "/" + name, name, secrets.password(name));
    }

    /** Where customers go in: as many gateways as there are replicas. */
    public List<URI> gateways() {
        return IntStream.rangeClosed(1, settings.replicas())
                .mapToObj(replica -> URI.create("http://127.0.0.1:"
                        + settings.ports().use(Port.GATEWAY, replica).port()))
                .toList();
    }

    public Settings settings() {
        return settings;
    }

    /** Of the first admin. */
    public String adminPassword() {
        return settings.adminPassword().orElseGet(() -> secrets.password(ServiceTable.ADMIN));
    }

    /** Where the first admin's password stands, for people. */
    public String whereAdminPasswordIs() {
        return settings.adminPassword().isPresent()
                ? "that of ARES_ADMIN_PASSWORD"
                : "in " + secrets.file(ServiceTable.ADMIN);
    }

    private List<StartStep> servers() {
        StateFolder state = settings.state();
        Ports ports = settings.ports();
        Path modules = settings.checkout().resolve(SERVERS);
        Part kafka = new KafkaServer(
                "kafka", state, modules.resolve("kafka"), ports.use(Port.KAFKA), ports.use(Port.KAFKA_CONTROLLER));
        var servers = new ArrayList<>(List.of(
                new StartStep(postgres, Set.of(), settings.address(Port.POSTGRES), this::createDatabases),
                StartStep.of(new RedisServer(state, ports.use(Port.REDIS)), settings.address(Port.REDIS)),
                StartStep.of(kafka, settings.address(Port.KAFKA)),
                StartStep.of(
                        new NacosServer(state, modules.resolve("nacos"), ports.use(Port.NACOS)),
                        "http://" + settings.address(Port.NACOS) + "/nacos")));
        if (settings.coordinator().isSeata()) {
            var seata = new SeataServer(state, modules.resolve("seata"), ports.use(Port.SEATA), transactions());
            String[] after = inDatabase() ? new String[] {postgres.name()} : new String[0];
            servers.add(StartStep.of(seata, settings.address(Port.SEATA), after));
        }
        return servers;
    }

    private boolean inDatabase() {
        return settings.coordinator() == Coordinator.SEATA_AT_DB;
    }

    private SeataServer.Store transactions() {
        if (!inDatabase()) {
            return new SeataServer.Store.Files();
        }
        ShopAddresses.Database database = database(SEATA_DATABASE);
        return new SeataServer.Store.Database(database.url(), database.user(), database.password());
    }

    /** Refuses a server that could lose a commit. */
    private String createDatabases() throws SQLException {
        Map<String, String> durability = postgres.admin().durability();
        String shown = durability.entrySet().stream()
                .map(each -> each.getKey() + "=" + each.getValue())
                .collect(Collectors.joining(" "));
        if (!durability.values().stream().allMatch("on"::equals)) {
            throw new IllegalStateException(shown + " (expected: all on)");
        }
        for (String database : ServiceTable.DATABASES) {
            postgres.admin().createDatabase(database, secrets.password(database));
        }
        if (inDatabase()) {
            postgres.admin().createDatabase(SEATA_DATABASE, secrets.password(SEATA_DATABASE));
        }
        return shown;
    }
}
