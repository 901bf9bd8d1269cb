package dev.ares.docker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

import static org.assertj.core.api.Assertions.assertThat;

/** The profile that watches the shop, and the way of a log line from a service's file to its deletion. */
class ObservabilityComposeTest {

    private static final String FOLDER = "deploy/observability/";
    private static final String LOGS = "/var/log/ares";
    private static final Set<String> SERVICES =
            Set.of("gateway", "order-service", "inventory-service", "payment-service", "user-service");

    private final ComposeFile shop = ComposeFile.read("docker-compose.yml");
    private final ComposeFile watchers = ComposeFile.read(FOLDER + "compose.yaml");

    @Test
    void nobodyIsRootGainsRightsOrWritesToTheirImage() {
        assertThat(watchers.services()).hasSizeGreaterThanOrEqualTo(6).allSatisfy((name, service) -> {
            assertThat(service)
                    .containsEntry("read_only", true)
                    .containsEntry("profiles", List.of("observability"))
                    .containsEntry("cap_drop", List.of("ALL"))
                    .containsEntry("security_opt", List.of("no-new-privileges:true"))
                    .containsKey("mem_limit");
            assertThat(String.valueOf(service.get("user"))).as(name).matches("[1-9]\\d*:\\d+");
            assertThat(String.valueOf(service.get("image")))
                    .as(name)
                    .matches(".+:(v?\\d+\\.\\d+\\.\\d+|\\$\\{ARES_.+)");
            assertThat(ComposeFile.list(service, "ports"))
                    .allSatisfy(port -> assertThat(port.toString()).startsWith("127.0.0.1:"));
        });
    }

    /** The shop publishes its gateway alone; whatever is added here, its page and ours have to say. */
    @Test
    void whatIsPublishedBesideTheGatewayIsNamedWhereThatIsPromised() throws IOException {
        assertThat(watchers.services().keySet().stream()
                        .filter(name -> !ComposeFile.list(watchers.service(name), "ports")
                                .isEmpty()))
                .containsExactlyInAnyOrder("grafana", "prometheus", "alertmanager");
        assertThat(Files.readString(ComposeFile.ROOT.resolve("docs/operations/docker.md")))
                .contains("The profile `observability` adds Grafana, Prometheus and Alertmanager");
    }

    /** So that "up --wait" waits for those that people open; each is asked at the port that is published. */
    @Test
    void whatIsPublishedSaysWhenItIsHealthy() {
        watchers.services().forEach((name, service) -> {
            List<?> ports = ComposeFile.list(service, "ports");
            if (!ports.isEmpty()) {
                String port = ports.get(0).toString().replaceAll(".*:", "");
                assertThat(ComposeFile.map(service, "healthcheck").get("test"))
                        .as(name)
                        .asString()
                        .contains("http://127.0.0.1:" + port + "/");
            }
        });
    }

    /** Explore, where traces and logs are looked for, is closed to viewers. */
    @Test
    void whoeverIsOnThisMachineMayExploreAndNobodyChangesWhatIsProvisioned() {
        assertThat(ComposeFile.map(watchers.service("grafana"), "environment").get("GF_AUTH_ANONYMOUS_ORG_ROLE"))
                .isEqualTo("Editor");
        assertThat(at(yaml("grafana/provisioning/dashboards/ares.yaml"), "providers", "0", "allowUiUpdates"))
                .isEqualTo(false);
    }

    @Test
    void eachServiceWritesAFileOfItsOwnOnlyWhereAProfileIsChosen() throws IOException {
        for (String name : SERVICES) {
            Map<String, Object> service = shop.service(name);
            assertThat(ComposeFile.list(service, "volumes").toString()).isEqualTo("[ares-logs:" + LOGS + "]");
            assertThat(ComposeFile.map(service, "environment").get("ARES_LOG_FILE"))
                    .as(name)
                    .isEqualTo("${COMPOSE_PROFILES:+" + LOGS + "/" + name + ".json}");
        }
        assertThat(Files.readString(ComposeFile.ROOT.resolve("Dockerfile")))
                .as("a new volume belongs to who owns the image's folder")
                .contains("chown 10001:10001 /state " + LOGS);
    }

    /** Of one in ten, a demo order's trace would most likely be missing. */
    @Test
    void everyTraceIsKeptWhereSomebodyKeepsThemAndOneInTenElsewhere() {
        for (String name : SERVICES) {
            String ratio = String.valueOf(
                    ComposeFile.map(shop.service(name), "environment").get("ARES_TRACE_SAMPLING"));
            assertThat(ratio).as(name).matches("\\$\\{ARES_TRACE_SAMPLING:-.*}}");
            String withoutIt = ratio.replaceAll("^\\$\\{ARES_TRACE_SAMPLING:-|}$", "");
            assertThat(Double.parseDouble(withoutIt.replaceAll("\\$\\{COMPOSE_PROFILES:\\+(.*)}", "$1")))
                    .isEqualTo(1);
            assertThat(Double.parseDouble(withoutIt.replaceAll("\\$\\{COMPOSE_PROFILES:\\+.*}", "")))
                    .isEqualTo(0.1);
        }
    }

    @Test
    void theCollectorReadsWhatTheyWriteAndChangesNothing() {
        Map<String, Object> collector = watchers.service("otel-collector");

        assertThat(collector.get("user"))
                .isEqualTo(shop.service("gateway").get("user"))
                .isEqualTo("10001:10001");
        assertThat(List.<Object>copyOf(ComposeFile.list(collector, "volumes")))
                .contains(
                        Map.of(
                                "type",
                                "volume",
                                "source",
                                "ares-logs",
                                "target",
                                LOGS,
                                "read_only",
                                true,
                                "volume",
                                Map.of("nocopy", true)),
                        "otel-queue:"
                                + at(yaml("collector/collector.yaml"), "extensions", "file_storage", "directory"));
        assertThat(ComposeFile.map(collector, "depends_on").get("otel-folder"))
                .isEqualTo(Map.of("condition", "service_completed_successfully"));
        assertThat(ComposeFile.list(watchers.service("otel-folder"), "volumes").toString())
                .isEqualTo("[otel-queue:/state]");
    }

    /** The services go by the variable: by the flag alone there would be dashboards and nothing on them, and nobody would say why. */
    @ParameterizedTest
    @CsvSource({
        "observability, 0",
        "'tools,observability', 0",
        "'observability,tools', 0",
        "*, 0",
        "'', 1",
        "tools, 1",
        "observability-of-mine, 1"
    })
    void theProfileIsRefusedWhereTheVariableDoesNotNameIt(String profiles, int status)
            throws IOException, InterruptedException {
        Map<String, Object> first = watchers.service("otel-folder");
        assertThat(ComposeFile.map(first, "environment").get("COMPOSE_PROFILES"))
                .isEqualTo("${COMPOSE_PROFILES:-}");
        List<String> command = ComposeFile.list(first, "entrypoint").stream()
                .map(word -> word.toString().replace("$$", "$"))
                .toList();

        var starting = new ProcessBuilder(command);
        starting.environment().put("COMPOSE_PROFILES", profiles);
        Process process = starting.start();
        String said = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).isEqualTo(status);
        if (status == 0) {
            assertThat(said).isEmpty();
        } else {
            assertThat(said)
                    .contains("COMPOSE_PROFILES=observability docker compose up", "instead of --profile observability")
                    .hasLineCount(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {LOGS + "/order-service.json", LOGS + "/order-service.json.2026-11-21.0"})
    void theCollectorFindsFilesInUseAndFilesThatWereRolled(String file) {
        List<?> patterns = (List<?>) at(yaml("collector/collector.yaml"), "receivers", "filelog", "include");

        assertThat(patterns).anyMatch(pattern -> FileSystems.getDefault()
                .getPathMatcher("glob:" + pattern)
                .matches(Path.of(file)));
    }

    @Test
    void noLineIsLostWhileTheCollectorOrTheStoreIsAway() {
        Object collector = yaml("collector/collector.yaml");
        assertThat(at(collector, "receivers", "filelog"))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry("start_at", "beginning")
                .containsEntry("storage", "file_storage")
                .containsEntry("retry_on_failure", Map.of("enabled", true, "max_elapsed_time", 0));
        assertThat(at(collector, "exporters", "otlphttp/logs", "retry_on_failure"))
                .isEqualTo(Map.of("max_elapsed_time", 0));
        assertThat(at(collector, "exporters", "otlphttp/logs", "sending_queue"))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry("storage", "file_storage")
                .containsEntry("block_on_overflow", true);
        assertThat((List<?>) at(collector, "service", "pipelines", "logs", "processors"))
                .as("nothing that keeps lines in memory between the file and the queue")
                .noneMatch(processor -> processor.toString().startsWith("batch"));
    }

    @Test
    void theCollectorsPipelinesUseWhatIsDefinedAndAllOfIt() {
        Object collector = yaml("collector/collector.yaml");
        Map<?, ?> pipelines = (Map<?, ?>) at(collector, "service", "pipelines");
        for (String kind : List.of("receivers", "processors", "exporters")) {
            Set<Object> used = new HashSet<>();
            pipelines.keySet().forEach(name -> used.addAll((List<?>) at(pipelines, name.toString(), kind)));
            assertThat(used).as(kind).isEqualTo(((Map<?, ?>) at(collector, kind)).keySet());
        }
        assertThat(Set.copyOf((List<?>) at(collector, "service", "extensions")))
                .isEqualTo(((Map<?, ?>) at(collector, "extensions")).keySet());
        for (String exporter : List.of("otlphttp/traces", "otlphttp/logs")) {
            String host =
                    at(collector, "exporters", exporter, "endpoint").toString().replaceAll("http://|:.*", "");
            assertThat(watchers.services()).containsKey(host);
        }
    }

    /** By the port that their health check asks: metrics are on the same. */
    @Test
    void prometheusScrapesEachServiceWhereItListens() {
        Map<String, Object> targets = new HashMap<>();
        List<?> scraped = (List<?>) at(yaml("prometheus/prometheus.yml"), "scrape_configs", "0", "static_configs");
        scraped.forEach(one -> targets.put(at(one, "labels", "application").toString(), at(one, "targets")));

        Map<String, Object> expected = new HashMap<>();
        for (String name : SERVICES) {
            List<?> ready = (List<?>) at(shop.service(name), "healthcheck", "test");
            expected.put(name, List.of(name + ":" + ready.get(2)));
        }
        assertThat(targets).isEqualTo(expected);
    }

    /** An alert of any level is somebody's, and Prometheus knows whom to tell. */
    @Test
    void everyLevelOfAlertHasAReceiverOfItsOwn() throws IOException {
        Object alertmanager = yaml("alertmanager/alertmanager.yml");
        Set<String> levels = Pattern.compile("severity: (\\w+)")
                .matcher(Files.readString(ComposeFile.ROOT.resolve(FOLDER + "prometheus/alerts.yml")))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
        Map<Object, Object> receivers = new HashMap<>();
        ((List<?>) at(alertmanager, "route", "routes"))
                .forEach(route -> receivers.put(at(route, "matchers", "0"), at(route, "receiver")));

        assertThat(receivers.keySet().stream().map(Object::toString))
                .containsExactlyInAnyOrderElementsOf(levels.stream()
                        .map(level -> "severity=\"" + level + "\"")
                        .toList());
        assertThat(receivers.values()).doesNotHaveDuplicates();
        assertThat(((List<?>) at(alertmanager, "receivers"))
                        .stream().map(receiver -> at(receiver, "name")).toList())
                .containsAll(receivers.values())
                .contains(at(alertmanager, "route", "receiver"));
        assertThat(at(yaml("prometheus/prometheus.yml"), "alerting", "alertmanagers", "0", "static_configs"))
                .isEqualTo(List.of(Map.of("targets", List.of("alertmanager:9093"))));
        assertThat(watchers.services()).containsKey("alertmanager");
    }

    @Test
    void theWatchersTakeAtMostAGibibyteAndAHalf() {
        assertThat(watchers.services().values().stream()
                        .mapToInt(service -> Integer.parseInt(
                                String.valueOf(service.get("mem_limit")).replaceAll("m$", "")))
                        .sum())
                .isBetween(512, 1536);
    }

    @Test
    void linesAreHotForHoursWarmForNinetyDaysAndThenDeletedDebuggingSooner() {
        Object loki = yaml("loki/loki.yaml");

        assertThat(hours(at(loki, "ingester", "max_chunk_age"))).isEqualTo(Duration.ofHours(2));
        assertThat(hours(at(loki, "limits_config", "retention_period"))).isEqualTo(Duration.ofDays(90));
        assertThat(at(loki, "compactor", "retention_enabled")).isEqualTo(true);
        assertThat(at(loki, "compactor", "delete_request_store"))
                .isEqualTo(at(loki, "schema_config", "configs", "0", "object_store"));
        assertThat(kept(loki, "DEBUG")).isEqualTo(Duration.ofDays(1));
        assertThat(kept(loki, "INFO")).isEqualTo(Duration.ofDays(90));
        assertThat(kept(loki, "ERROR")).isEqualTo(Duration.ofDays(90));
        assertThat(at(loki, "limits_config", "otlp_config", "log_attributes"))
                .as("the collector's attribute \"level\" is a label")
                .isEqualTo(List.of(Map.of("action", "index_label", "attributes", List.of("level", "log.file.name"))));
    }

    /** As Loki decides: the matching rule, or else the general one. */
    private static Duration kept(Object loki, String level) {
        for (Object rule : (List<?>) at(loki, "limits_config", "retention_stream")) {
            String levels = at(rule, "selector").toString().replaceAll("^\\{level=~\"|\"}$", "");
            if (level.matches(levels)) {
                return hours(at(rule, "period"));
            }
        }
        return hours(at(loki, "limits_config", "retention_period"));
    }

    private static Duration hours(Object text) {
        assertThat(text.toString()).matches("\\d+h");
        return Duration.parse("PT" + text.toString().toUpperCase(Locale.ROOT));
    }

    private static Object yaml(String path) {
        try (var text = Files.newBufferedReader(ComposeFile.ROOT.resolve(FOLDER + path))) {
            return new Yaml().load(text);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The value at a path of keys and indexes; a missing one is named. */
    private static Object at(Object tree, String... path) {
        Object value = tree;
        for (String key : path) {
            Object next =
                    value instanceof List<?> list ? list.get(Integer.parseInt(key)) : ((Map<?, ?>) value).get(key);
            if (next == null) {
                throw new AssertionError(key + " of " + String.join(".", path) + " (expected: a value)");
            }
            value = next;
        }
        return value;
    }
}
