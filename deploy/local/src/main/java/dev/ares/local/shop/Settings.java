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
 * @param adminEmail {@code ARES_ADMIN_EMAIL}: who may create products, and see and mend sagas
 * @param adminPassword {@code ARES_ADMIN_PASSWORD}; empty: one is made and kept in the state folder
 */
public record Settings(
        Path checkout, StateFolder state, Ports ports, String adminEmail, Optional<String> adminPassword) {

    private static final String PORTS_FILE = "ports.properties";

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
                environment.getOrDefault("ARES_ADMIN_EMAIL", "admin@ares.example"),
                Optional.ofNullable(environment.get("ARES_ADMIN_PASSWORD")).filter(set -> !set.isBlank()));
    }

    /** Remembers the ports for commands that come later, with another environment. */
    public void rememberPorts() throws IOException {
        var text = new StringWriter();
        ports.toProperties().store(text, "The ports of the last ./ares up");
        StateFolder.writePrivately(state.root().resolve(PORTS_FILE), text.toString());
    }

    /** These settings with the ports of the last start, where there was one. */
    public Settings withRememberedPorts() {
        Path file = state.root().resolve(PORTS_FILE);
        if (!Files.exists(file)) {
            return this;
        }
        var properties = new Properties();
        try (var in = Files.newBufferedReader(file)) {
            properties.load(in);
        } catch (IOException unreadable) {
            throw new InvalidSettingException(file.toString(), unreadable.toString(), "a readable file");
        }
        return new Settings(checkout, state, Ports.from(properties), adminEmail, adminPassword);
    }

    /** {@code host:port} of a part on this machine. */
    public String address(Port port) {
        return "127.0.0.1:" + ports.of(port);
    }

    public String gatewayUrl() {
        return "http://" + address(Port.GATEWAY);
    }
}
