package dev.ares.helm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.google.gson.JsonElement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The chart's table of who calls whom against the services' own sources. NetworkPolicies are rendered from that table alone: a
 * call that it lacks works everywhere but in a cluster.
 */
class FlowsTest {

    private static final Path TABLE = Chart.FOLDER.resolve("templates/_shop.tpl");
    private static final Pattern SERVICES =
            Pattern.compile("(?s)\\{\\{- define \"ares.services\" -}}(.*?)\\{\\{- end -}}");
    private static final Pattern GRPC_PORT = Pattern.compile("\\$\\{ARES_GRPC_PORT:(\\d+)}");
    private static final Pattern ROUTED = Pattern.compile("(?m)^ +service: ([a-z]+-service)$");
    private static final Pattern NAMED = Pattern.compile("\"((?:order|inventory|payment|user)-service)\"");

    @Test
    void theGatewayReachesEachServiceThatItRoutesTo() throws IOException {
        Set<String> routed = ROUTED.matcher(settings("gateway"))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(routed).hasSizeGreaterThanOrEqualTo(4).isEqualTo(callees("gateway", "http"));
    }

    @Test
    void whatListensForGrpcHasThatPort() throws IOException {
        Map<String, String> listening = new TreeMap<>();
        Map<String, String> ports = new TreeMap<>();
        for (Map.Entry<String, JsonElement> service : table().entrySet()) {
            GRPC_PORT
                    .matcher(settings(service.getKey()))
                    .results()
                    .forEach(found -> listening.put(service.getKey(), found.group(1)));
            Json.all(service.getValue(), "ports[]")
                    .filter(port -> Json.text(port, "name").orElse("").equals("grpc"))
                    .forEach(port ->
                            ports.put(service.getKey(), Json.text(port, "port").orElseThrow()));
        }

        assertThat(listening).hasSizeGreaterThanOrEqualTo(2).isEqualTo(ports);
    }

    /** By name, through the registry; and user-service by its address, for the keys of access tokens and what was revoked. */
    @ParameterizedTest
    @ValueSource(strings = {"gateway", "order-service", "inventory-service", "payment-service"})
    void aServiceReachesEachThatItsSourceNames(String service) throws IOException {
        Set<String> named = ServiceSettings.sources(service + "/src/main")
                .flatMap(source -> NAMED.matcher(source).results())
                .map(found -> found.group(1))
                .filter(other -> !other.equals(service))
                .collect(Collectors.toCollection(TreeSet::new));
        if (ServiceSettings.of(service).all().contains("ARES_JWKS_URI")) {
            named.add("user-service");
        }
        Set<String> allowed = new TreeSet<>(callees(service, "http"));
        allowed.addAll(callees(service, "grpc"));

        assertThat(named).isNotEmpty();
        assertThat(allowed).containsAll(named);
    }

    private static Set<String> callees(String caller, String port) throws IOException {
        return table().entrySet().stream()
                .filter(service -> Json.all(service.getValue(), "calledFrom[]")
                        .filter(flow -> Json.text(flow, "port").orElse("").equals(port))
                        .flatMap(flow -> Json.all(flow, "callers[]"))
                        .anyMatch(name -> name.getAsString().equals(caller)))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Map<String, JsonElement> table() throws IOException {
        var definition = SERVICES.matcher(Files.readString(TABLE));
        assertThat(definition.find()).isTrue();
        return Manifests.parse(definition.group(1)).all().get(0).json().asMap();
    }

    private static String settings(String service) throws IOException {
        return Files.readString(Path.of("../..", service, "src/main/resources/application.yml"));
    }
}
