package dev.ares.docker;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What docs/operations/docker.md promises about docker-compose.yml and the Dockerfile, without an engine. */
class DockerComposeTest {

    private static final int MOST_MEBIBYTES = 4096;

    /** Its image has a user that is not root, and writes its configuration into itself. */
    private static final String WRITES_TO_ITS_IMAGE = "kafka";

    /** Runs once, and Nacos waits for its end. */
    private static final String ENDS = "nacos-folder";

    private static final Pattern SECRET =
            Pattern.compile(".*(PASSWORD|SECRET|API_KEY|SIGNING_KEY|TOKEN|IDENTITY_VALUE)");

    private final ComposeFile compose = ComposeFile.read("docker-compose.yml");

    @Test
    void onlyTheGatewayIsPublishedAndOnlyOnThisMachine() {
        compose.shop().forEach((name, service) -> {
            List<?> ports = ComposeFile.list(service, "ports");
            if (name.equals("gateway")) {
                assertThat(ports).singleElement().asString().startsWith("127.0.0.1:");
            } else {
                assertThat(ports).as("ports of %s", name).isEmpty();
            }
            assertThat(service).as(name).doesNotContainKey("network_mode");
        });
    }

    @Test
    void everyContainerIsLimitedAndAllTogetherFitIntoFourGibibytes() {
        assertThat(mebibytes(compose.shop())).isBetween(1024, MOST_MEBIBYTES);
    }

    /** Whoever plans a machine reads the page, not the files. */
    @Test
    void thePageSaysWhatTheShopTheToolsAndTheWatchersTake() throws IOException {
        int shop = mebibytes(compose.shop());
        int withTools = mebibytes(compose.services());
        int watchers =
                mebibytes(ComposeFile.read("deploy/observability/compose.yaml").services());

        assertThat(page())
                .contains(String.format(Locale.ROOT, "%,d MiB, with the tools %,d MiB", shop, withTools))
                .contains(String.format(Locale.ROOT, "`observability` takes %,d MiB in addition", watchers));
    }

    /** An aim that is met by leaving a layer out is told with that layer too, and everywhere the same. */
    @Test
    void whatAnApplicationTakesOfItsImageIsToldWithItsClassArchive() throws IOException {
        var together = new TreeSet<Long>();
        Pattern.compile("\\| [a-z-]+ \\| ([\\d.]+) MB \\| ([\\d.]+) MB \\| ([\\d.]+) MB \\| (\\d+) MB \\|")
                .matcher(page())
                .results()
                .forEach(row -> {
                    long sum = Stream.of(1, 2, 3)
                            .map(column -> new BigDecimal(row.group(column)))
                            .reduce(BigDecimal.ZERO, BigDecimal::add)
                            .setScale(0, RoundingMode.HALF_UP)
                            .longValueExact();
                    assertThat(row.group(4)).as(row.group()).isEqualTo(Long.toString(sum));
                    together.add(sum);
                });

        assertThat(together).hasSize(5);
        assertThat(page()).contains(together.first() + " to " + together.last() + " MB");
        assertThat(Files.readString(ComposeFile.ROOT.resolve("README.md")))
                .contains(together.first() + " to " + together.last() + " MB with the class archive");
        assertThat(Files.readString(ComposeFile.ROOT.resolve("README.zh-CN.md")))
                .contains(together.first() + " 至 " + together.last() + " MB");
    }

    private static String page() throws IOException {
        return Files.readString(ComposeFile.ROOT.resolve("docs/operations/docker.md"));
    }

    @Test
    void everyImageHasAPinnedTagOrIsBuiltHereOnce() {
        var builtHere = new TreeSet<String>();
        compose.services().forEach((name, service) -> {
            String image = String.valueOf(service.get("image"));
            if (service.containsKey("build")) {
                assertThat(image).as(name).startsWith("ares/").endsWith("${ARES_VERSION:-latest}");
                assertThat(builtHere.add(image)).as("%s builds it too", name).isTrue();
            } else if (image.startsWith("ares/")) {
                assertThat(service).as(name).containsEntry("pull_policy", "never");
            } else {
                assertThat(image).as(name).matches("[a-z/-]+:v?\\d+\\.\\d+(\\.\\d+)?");
            }
        });
    }

    @Test
    void nothingGainsRightsAndOursCannotWriteToTheirImage() {
        compose.services().forEach((name, service) -> {
            assertThat(ComposeFile.list(service, "cap_drop").toString())
                    .as(name)
                    .isEqualTo("[ALL]");
            assertThat(service).as(name).doesNotContainKeys("privileged", "cap_add");
            assertThat(ComposeFile.list(service, "security_opt").toString())
                    .as(name)
                    .isEqualTo("[no-new-privileges:true]");
            if (service.containsKey("build")) {
                assertThat(service)
                        .as(name)
                        .containsEntry("user", "10001:10001")
                        .containsEntry("read_only", true);
            } else if (name.equals(WRITES_TO_ITS_IMAGE)) {
                assertThat(service).as(name).doesNotContainKey("user");
            } else {
                assertThat(service).as(name).containsEntry("read_only", true);
                assertThat(String.valueOf(service.get("user"))).as(name).doesNotMatch("null|root.*|0.*");
            }
        });
    }

    /** Docker gives a new volume the owner of the folder that it is mounted on first, unless it is told not to. */
    @Test
    void nacosMayWriteToItsVolumes() throws IOException {
        Map<String, Object> folder = compose.service(ENDS);
        Map<String, Object> nacos = compose.service("nacos");
        String owned = Files.readAllLines(ComposeFile.ROOT.resolve("Dockerfile")).stream()
                .filter(line -> line.contains("chown 10001:10001"))
                .findFirst()
                .orElseThrow();

        assertThat(nacos).containsEntry("user", "10001:10001");
        assertThat(folder).containsEntry("user", "10001:10001");
        Map<String, String> first = ComposeFile.list(folder, "volumes").stream()
                .map(volume -> volume.toString().split(":", 2))
                .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));
        assertThat(owned.replaceAll(".*chown 10001:10001 ", "").split(" ")).containsAll(first.values());
        assertThat(ComposeFile.list(nacos, "volumes")).allSatisfy(volume -> {
            Map<?, ?> mount = (Map<?, ?>) volume;
            assertThat(first).containsKey(String.valueOf(mount.get("source")));
            assertThat(mount.get("volume")).isEqualTo(Map.of("nocopy", true));
        });
    }

    @Test
    void everyPartSaysWhenItIsHealthyAndWhatItWaitsFor() {
        compose.shop().forEach((name, service) -> {
            if (!name.equals(ENDS)) {
                assertThat(ComposeFile.map(service, "healthcheck").get("test"))
                        .as(name)
                        .isNotNull();
            }
            ComposeFile.map(service, "depends_on").forEach((needed, how) -> assertThat(how)
                    .as("%s waits for %s", name, needed)
                    .isEqualTo(Map.of(
                            "condition", needed.equals(ENDS) ? "service_completed_successfully" : "service_healthy")));
        });
        assertThat(ComposeFile.map(compose.service("order-service"), "depends_on").keySet().stream()
                        .map(String::valueOf))
                .contains("postgres", "kafka", "nacos", "redis");
    }

    @Test
    void noSecretHasAValueInTheFileAndAMissingOneSaysWhatToDo() throws IOException {
        compose.services().forEach((name, service) -> ComposeFile.map(service, "environment")
                .forEach((variable, value) -> {
                    if (SECRET.matcher(variable.toString()).matches()) {
                        assertThat(value.toString())
                                .as("%s of %s", variable, name)
                                .matches("\\$\\{ARES_\\w+(:\\?.*)?}");
                    }
                }));
        String text = Files.readString(ComposeFile.ROOT.resolve("docker-compose.yml"));
        String made = Files.readString(ComposeFile.ROOT.resolve("deploy/docker/make-env"));
        Pattern.compile("\\$\\{(ARES_\\w+):\\?([^}]*)}").matcher(text).results().forEach(required -> {
            assertThat(required.group(2)).contains("deploy/docker/make-env");
            String stem = required.group(1).replaceAll("^ARES_|_PASSWORD$", "");
            assertThat(made).as("make-env makes %s", required.group(1)).contains(stem);
        });
        assertThat(Files.readAllLines(ComposeFile.ROOT.resolve(".gitignore"))).contains(".env");
        assertThat(Files.readAllLines(ComposeFile.ROOT.resolve(".dockerignore")))
                .contains(".env", ".git");
    }

    @Test
    void theImageHasNoRootAndTheServiceGetsTheSignals() throws IOException {
        List<String> lines = Files.readAllLines(ComposeFile.ROOT.resolve("Dockerfile"));
        assertThat(lines).contains("USER 10001:10001");
        assertThat(last(lines, "ENTRYPOINT")).startsWith("ENTRYPOINT [\"java\"");
        assertThat(lines.stream().filter(line -> line.startsWith("ARG JAVA_IMAGE")))
                .singleElement()
                .asString()
                .matches(".*=eclipse-temurin:25\\.[\\d.]+_\\d+-jre-noble");
        assertThat(lines.stream().filter(line -> line.startsWith("# syntax")))
                .as("no front end from a registry")
                .isEmpty();
    }

    @Test
    void theOfflineFileOnlyAddsWhereTheJarsAre() {
        ComposeFile offline = ComposeFile.read("deploy/docker/offline/compose.yml");
        Set<String> built = Set.copyOf(compose.services().entrySet().stream()
                .filter(service -> service.getValue().containsKey("build"))
                .map(Map.Entry::getKey)
                .toList());
        assertThat(offline.services().keySet()).isEqualTo(built);
        offline.services().values().forEach(service -> assertThat(service).containsOnlyKeys("build"));
        assertThat(ComposeFile.read("deploy/docker/offline/compose.seata.yml").services())
                .containsOnlyKeys("seata")
                .hasEntrySatisfying("seata", service -> assertThat(service).containsOnlyKeys("build"));
    }

    /** Three services are others, and one more comes; nothing of it is in the file that everybody uses. */
    @Test
    void seataIsAFileOfItsOwn() {
        ComposeFile seata = ComposeFile.read("deploy/docker/seata/compose.yml");
        assertThat(compose.services()).doesNotContainKey("seata");
        assertThat(seata.services().keySet())
                .containsExactlyInAnyOrder(
                        "seata", "postgres", "inventory-service", "payment-service", "order-service");
        Map<String, Object> coordinator = seata.service("seata");
        assertThat(coordinator)
                .containsEntry("image", "ares/seata-coordinator:${ARES_VERSION:-latest}")
                .containsEntry("user", "10001:10001")
                .containsEntry("read_only", true)
                .doesNotContainKeys("ports", "network_mode", "privileged", "cap_add");
        assertThat(ComposeFile.list(coordinator, "cap_drop").toString()).isEqualTo("[ALL]");
        assertThat(ComposeFile.list(coordinator, "security_opt").toString()).isEqualTo("[no-new-privileges:true]");
        assertThat(ComposeFile.list(coordinator, "volumes").toString())
                .as("a folder of the image that belongs to its user")
                .isEqualTo("[seata-state:/state]");
        assertThat(ComposeFile.map(coordinator, "environment").get("SEATA_STORE_FILE_DIR"))
                .isEqualTo("/state");
        assertThat(ComposeFile.list(coordinator, "command").toString())
                .as("the same name in the transactions' ids after a restart")
                .startsWith("[-h, seata");
        for (String participant : List.of("inventory-service", "order-service")) {
            assertThat(ComposeFile.map(seata.service(participant), "environment")
                            .get("ARES_SEATA"))
                    .isEqualTo("seata:8091");
            assertThat(ComposeFile.map(seata.service(participant), "depends_on").get("seata"))
                    .isEqualTo(Map.of("condition", "service_healthy"));
        }
    }

    /** Or it would take the ports of a shop that somebody runs. */
    @Test
    void verifyMovesEveryPortThatIsPublished() throws IOException {
        Set<String> ports = new TreeSet<>();
        for (String file : List.of("docker-compose.yml", "deploy/observability/compose.yaml")) {
            Pattern.compile("\\$\\{(ARES_\\w+_PORT)")
                    .matcher(Files.readString(ComposeFile.ROOT.resolve(file)))
                    .results()
                    .forEach(found -> ports.add(found.group(1)));
        }
        String verify = Files.readString(ComposeFile.ROOT.resolve("deploy/docker/verify"));

        assertThat(ports).hasSizeGreaterThanOrEqualTo(4).allSatisfy(port -> assertThat(verify)
                .containsPattern("(?m)^ *export .*\\b" + port + "=\\$\\{" + port + ":-\\d+}"));
    }

    /** {@code down} leaves the containers of other profiles alone, and with them the network and their volumes. */
    @ParameterizedTest
    @ValueSource(strings = {"verify", "measure", "learn-classes"})
    void whatAScriptStartsItRemovesWithTheContainersOfEveryProfile(String script) throws IOException {
        Set<String> profiles = new TreeSet<>();
        for (String file : List.of("docker-compose.yml", "deploy/observability/compose.yaml")) {
            ComposeFile.read(file).services().values().forEach(service -> ComposeFile.list(service, "profiles")
                    .forEach(profile -> profiles.add("--profile " + profile)));
        }
        List<String> lines = Files.readAllLines(ComposeFile.ROOT.resolve("deploy/docker/" + script));

        assertThat(profiles).hasSizeGreaterThanOrEqualTo(2);
        assertThat(lines)
                .filteredOn(line -> line.matches(".*compose.* down .*"))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line).contains(profiles));
        assertThat(lines)
                .as("whatever profile is set for a shop of one's own")
                .anyMatch(line -> line.matches("export (.* )?COMPOSE_PROFILES=( .*)?"));
    }

    private static String last(List<String> lines, String instruction) {
        return Stream.of(lines.toArray(String[]::new))
                .filter(line -> line.startsWith(instruction))
                .reduce("", (earlier, later) -> later);
    }

    private static int mebibytes(Map<String, Map<String, Object>> services) {
        return services.values().stream()
                .mapToInt(service -> mebibytes(String.valueOf(service.get("mem_limit"))))
                .sum();
    }

    private static int mebibytes(String limit) {
        assertThat(limit).matches("\\d+m");
        return Integer.parseInt(limit.replace("m", ""));
    }
}
