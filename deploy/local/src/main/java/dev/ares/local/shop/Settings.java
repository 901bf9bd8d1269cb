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
 * @param adminEmail {@code ARES_ADMIN_EMAIL}: who may create products, and see and mend sagas
 * @param adminPassword {@code ARES_ADMIN_PASSWORD}; empty: one is made and kept in the state folder
 */
public record Settings(
        Path checkout,
        StateFolder state,
        Ports ports,
        int replicas,
        String adminEmail,
        Optional<String> adminPassword) {

    /** More would meet the ports of other parts. */
    public static final int MOST_REPLICAS = 5;

    private static final String LAST_START = "last-start.properties";
    private static final String REPLICAS = "replicas";

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
                environment.getOrDefault("ARES_ADMIN_EMAIL", "admin@ares.example"),
                Optional.ofNullable(environment.get("ARES_ADMIN_PASSWORD")).filter(set -> !set.isBlank()));
    }

    /** These settings with so many processes of each service. */
    public Settings withReplicas(int number) {
        return new Settings(checkout, state, ports, number, adminEmail, adminPassword);
    }

    /** Remembers ports and replicas for commands that come later, with another environment. */
    public void remember() throws IOException {
        var text = new StringWriter();
        var properties = ports.toProperties();
        properties.setProperty(REPLICAS, Integer.toString(replicas));
        properties.store(text, "Of the last ./ares up");
        StateFolder.writePrivately(state.root().resolve(LAST_START), text.toString());
    }

    /** These settings with the ports and replicas of the last start, where there was one. */
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
        return new Settings(checkout, state, Ports.from(properties), number, adminEmail, adminPassword);
    }

    /** {@code host:port} of a part on this machine. */
    public String address(Port port) {
        return "127.0.0.1:" + ports.of(port);
    }

    public String gatewayUrl() {
        return "http://" + address(Port.GATEWAY);
    }
}
