package dev.ares.local.shop;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

import dev.ares.local.process.StateFolder;

/**
 * What the user can choose about the local stack.
 *
 * @param checkout the source tree with the built modules
 * @param state {@code ARES_HOME}, by default {@code .ares} in the checkout
 * @param replicas how many processes of each service
 * @param coordinator of checkouts
 * @param adminEmail {@code ARES_ADMIN_EMAIL}: who may create products, and see and mend sagas
 * @param adminPassword {@code ARES_ADMIN_PASSWORD}; empty: one is made and kept in the state folder
 * @param simulatorHeap {@code ARES_SIMULATOR_HEAP}: mebibytes of the provider's stand-in, which keeps every payment in memory
 *     (default: as much as a service, enough for some 50,000)
 */
public record Settings(
        Path checkout,
        StateFolder state,
        Ports ports,
        int replicas,
        Coordinator coordinator,
        String adminEmail,
        Optional<String> adminPassword,
        int simulatorHeap) {

    /** More would meet the ports of other parts. */
    public static final int MOST_REPLICAS = 5;

    private static final String LAST_START = "last-start.properties";
    private static final String REPLICAS = "replicas";
    private static final String COORDINATOR = "coordinator";

    /**
     * Reads them from the environment.
     *
     * @throws InvalidSettingException for a value that cannot be used
     */
    public static Settings from(Map<String, String> environment) {
        Path checkout = Path.of(environment.getOrDefault("ARES_CHECKOUT", "")).toAbsolutePath();
        String home = environment.getOrDefault("ARES_HOME", "");
        return new Settings(
                checkout,
                new StateFolder(home.isBlank() ? checkout.resolve(".ares") : Path.of(home)),
                Ports.from(environment),
                1,
                Coordinator.SAGA,
                environment.getOrDefault("ARES_ADMIN_EMAIL", "admin@ares.example"),
                Optional.ofNullable(environment.get("ARES_ADMIN_PASSWORD")).filter(set -> !set.isBlank()),
                mebibytes("ARES_SIMULATOR_HEAP", environment));
    }

    private static int mebibytes(String name, Map<String, String> environment) {
        String set = environment.getOrDefault(name, "");
        if (set.isBlank()) {
            return ServiceProcess.HEAP_MEBIBYTES;
        }
        if (!set.matches("[1-9]\\d{2,4}")) {
            throw new InvalidSettingException(name, set, "100 to 99999 (mebibytes)");
        }
        return Integer.parseInt(set);
    }

    /** These settings with so many processes of each service. */
    public Settings withReplicas(int number) {
        return new Settings(checkout, state, ports, number, coordinator, adminEmail, adminPassword, simulatorHeap);
    }

    /** These settings with this coordinator. */
    public Settings with(Coordinator other) {
        return new Settings(checkout, state, ports, replicas, other, adminEmail, adminPassword, simulatorHeap);
    }

    /** Remembers ports, replicas and coordinator for commands that come later, with another environment. */
    public void remember() throws IOException {
        var text = new StringWriter();
        var properties = ports.toProperties();
        properties.setProperty(REPLICAS, Integer.toString(replicas));
        properties.setProperty(COORDINATOR, coordinator.toString());
        properties.store(text, "Of the last ./ares up");
        StateFolder.writePrivately(state.root().resolve(LAST_START), text.toString());
    }

    /** These settings with the ports, replicas and coordinator of the last start, where there was one. */
    public Settings ofLastStart() {
        Path file = state.root().resolve(LAST_START);
        if (!Files.exists(file)) {
            return this;
        }
        var properties = new Properties();
        try (var in = Files.newBufferedReader(file)) {
            properties.load(in);
        } catch (IOException unreadable) {
            throw new InvalidSettingException(file.toString(), unreadable.toString(), "a readable file");
        }
        int number = Integer.parseInt(properties.getProperty(REPLICAS, "1"));
        var decides = Coordinator.of(COORDINATOR, properties.getProperty(COORDINATOR, Coordinator.SAGA.toString()));
        return new Settings(
                checkout, state, Ports.from(properties), number, decides, adminEmail, adminPassword, simulatorHeap);
    }

    /** {@code host:port} of a part on this machine. */
    public String address(Port port) {
        return "127.0.0.1:" + ports.of(port);
    }

    public String gatewayUrl() {
        return "http://" + address(Port.GATEWAY);
    }
}
