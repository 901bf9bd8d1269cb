package dev.ares.docker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.yaml.snakeyaml.Yaml;

/** A compose file as it stands, with its anchors resolved and its variables not. */
record ComposeFile(Map<String, Map<String, Object>> services) {

    /** The checkout's root: the tests run in their module's folder. */
    static final Path ROOT = Path.of("../../..").toAbsolutePath().normalize();

    static ComposeFile read(String path) {
        try (var text = Files.newBufferedReader(ROOT.resolve(path))) {
            Map<String, Object> file = new Yaml().load(text);
            return new ComposeFile(services(file));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @SuppressWarnings("unchecked") // the schema of compose files
    private static Map<String, Map<String, Object>> services(Map<String, Object> file) {
        return (Map<String, Map<String, Object>>) file.getOrDefault("services", Map.of());
    }

    /** The services that {@code docker compose up} starts. */
    Map<String, Map<String, Object>> shop() {
        var shop = new LinkedHashMap<>(services);
        shop.values().removeIf(service -> service.containsKey("profiles"));
        return shop;
    }

    Map<String, Object> service(String name) {
        return services.getOrDefault(name, Map.of());
    }

    static List<?> list(Map<String, Object> service, String key) {
        return (List<?>) service.getOrDefault(key, List.of());
    }

    static Map<?, ?> map(Map<String, Object> service, String key) {
        return (Map<?, ?>) service.getOrDefault(key, Map.of());
    }
}
