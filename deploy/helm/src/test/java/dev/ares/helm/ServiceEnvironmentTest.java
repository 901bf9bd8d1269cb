package dev.ares.helm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.google.gson.JsonElement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The chart knows every variable of the services: one that is added there and forgotten here fails this. */
class ServiceEnvironmentTest {

    private static final Path COMPOSE = Path.of("../../docker-compose.yml");
    private static final Path DOCKERFILE = Path.of("../../Dockerfile");
    private static final Path JVM_OPTIONS = Path.of("../docker/image/jvm.options");
    private static final Path TRAINING = Path.of("../docker/image/train");
    private static final Path EVENTS = Path.of("../../docs/events.md");
    private static final Pattern ASSIGNED = Pattern.compile("\\b(ARES_\\w+)=");
    private static final Manifests DEFAULT = Chart.DEFAULT.render();

    @ParameterizedTest
    @ValueSource(strings = {"gateway", "order-service", "inventory-service", "payment-service", "user-service"})
    void aServiceFindsWhatItReads(String service) {
        var settings = ServiceSettings.of(service);
        Set<String> set = variables(service);

        assertThat(set)
                .as("%s: variables of application.yml that ares/templates/_environment.tpl does not set", service)
                .containsAll(settings.required())
                .containsAll(settings.local());
        var ours = set.stream().filter(name -> name.startsWith("ARES_")).collect(Collectors.toCollection(TreeSet::new));
        // By Spring's name for ares.messaging.topics.replication, not by a placeholder of ours.
        ours.remove("ARES_MESSAGING_TOPICS_REPLICATION");
        assertThat(settings.all()).containsAll(ours);
    }

    /** Compose gives them as the chart does; where a container listens stands in the image. */
    @ParameterizedTest
    @ValueSource(strings = {"gateway", "order-service", "inventory-service", "payment-service", "user-service"})
    @EnabledIf("composeIsThere")
    void aServiceFindsWhatItReadsInCompose(String service) throws IOException {
        var settings = ServiceSettings.of(service);
        JsonElement compose =
                Manifests.parse(Files.readString(COMPOSE)).all().get(0).json();
        Set<String> set = new TreeSet<>(
                Json.object(compose, "services." + service + ".environment").keySet());
        Files.readAllLines(DOCKERFILE).stream()
                .filter(line -> line.startsWith("ENV "))
                .flatMap(line -> ASSIGNED.matcher(line).results())
                .forEach(found -> set.add(found.group(1)));

        assertThat(set)
                .as("%s: variables of application.yml that docker-compose.yml does not set", service)
                .containsAll(settings.required())
                .containsAll(settings.local());
    }

    /** Or the image of the service cannot be built: the run for its class archive ends at once. */
    @ParameterizedTest
    @ValueSource(strings = {"gateway", "order-service", "inventory-service", "payment-service", "user-service"})
    void theTrainingRunOfTheImageSetsWhatAServiceDoesNotStartWithout(String service) throws IOException {
        String exported = Files.readAllLines(TRAINING).stream()
                .filter(line -> line.startsWith("export "))
                .collect(Collectors.joining("\n"));

        assertThat(ServiceSettings.of(service).required()).isNotEmpty().allSatisfy(name -> assertThat(exported)
                .containsPattern("\\b" + name + "\\b"));
    }

    /** Both drivers, each by its own name for it, and the file is where they look. */
    @ParameterizedTest
    @ValueSource(strings = {"order-service", "inventory-service", "payment-service", "user-service"})
    void aServiceVerifiesItsDatabaseByTheCertificatesThatItIsGiven(String service) {
        Manifest deployment = Chart.VERIFIED_DATABASE.render().the("Deployment", "ares-" + service);
        String file = "/etc/ares/postgresql/ca.crt";

        assertThat(deployment.plainVariables("SPRING_").get("R2DBC_URL"))
                .endsWith("?sslMode=verify-full&sslRootCert=" + file);
        assertThat(deployment.plainVariables("SPRING_").get("FLYWAY_URL"))
                .endsWith("?sslmode=verify-full&sslrootcert=" + file);
        assertThat(deployment.containers().flatMap(container -> Json.all(container, "volumeMounts[]")))
                .anyMatch(
                        mount -> mount.toString()
                                .equals(
                                        "{\"mountPath\":\"/etc/ares/postgresql\",\"name\":\"postgresql-ca\",\"readOnly\":true}"));
        assertThat(Json.all(deployment.pod(), "volumes[]"))
                .anyMatch(volume -> Json.text(volume, "name").orElse("").equals("postgresql-ca")
                        && Json.text(volume, "secret.secretName").orElse("").equals("database-ca")
                        && Json.all(volume, "secret.items[].path")
                                .anyMatch(path -> path.getAsString().equals("ca.crt")));
    }

    @Test
    void theGatewayHasNoDatabaseToVerify() {
        assertThat(Chart.VERIFIED_DATABASE
                        .render()
                        .the("Deployment", "ares-gateway")
                        .json()
                        .toString())
                .doesNotContain("database-ca");
    }

    /** Whoever sets {@code ares.faults.enabled} nevertheless finds that no service starts. */
    @ParameterizedTest
    @ValueSource(strings = {"gateway", "order-service", "inventory-service", "payment-service", "user-service"})
    void faultSwitchesAreOffAndCannotBeOn(String service) {
        for (Chart chart : List.of(Chart.DEFAULT, Chart.TRY_OUT, Chart.PRODUCTION)) {
            Manifest deployment = chart.render().the("Deployment", "ares-" + service);
            assertThat(deployment.containers()).allSatisfy(container -> {
                List<String> environment =
                        Json.all(container, "env[]").map(JsonElement::toString).toList();
                assertThat(environment)
                        .contains("{\"name\":\"SPRING_PROFILES_ACTIVE\",\"value\":\"production\"}")
                        .noneMatch(variable -> variable.contains("ARES_FAULTS"));
            });
        }
    }

    /** The words of the image's entry point, with the variable as the chart gives it: of a flag that both set, the chart's counts. */
    @Test
    @EnabledIf("composeIsThere")
    void theOptionsOfTheChartWinOverThoseOfTheImage() throws IOException, InterruptedException {
        String entryPoint = Files.readAllLines(DOCKERFILE).stream()
                .filter(line -> line.startsWith("ENTRYPOINT "))
                .reduce("", (earlier, later) -> later);
        assertThat(entryPoint).startsWith("ENTRYPOINT [\"java\", \"@/app/jvm.options\",");
        assertThat(Files.readAllLines(JVM_OPTIONS))
                .contains("-XX:MaxRAMPercentage=33", "-XX:MaxMetaspaceSize=128m", "-XX:ReservedCodeCacheSize=64m");

        var rendered = Manifests.parse(Chart.template(Map.of(
                "serviceDefaults.jvmOptions",
                "-XX:MaxRAMPercentage=55 -XX:MaxMetaspaceSize=160m -XX:ReservedCodeCacheSize=96m")));
        String flags =
                finalFlags(rendered.the("Deployment", "ares-order-service").plainVariables(""));

        assertThat(flags)
                .containsPattern("MaxRAMPercentage\\s*:?= 55\\.0")
                .containsPattern("MaxMetaspaceSize\\s*:?= " + (160 << 20) + "\\b")
                .containsPattern("ReservedCodeCacheSize\\s*:?= " + (96 << 20) + "\\b")
                .containsPattern("UseZGC\\s*:?= true");
    }

    /** Of a JVM that is started as the image's is. */
    private static String finalFlags(Map<String, String> environment) throws IOException, InterruptedException {
        String java = System.getProperty("java.home") + "/bin/java";
        var starting = new ProcessBuilder(java, "@" + JVM_OPTIONS, "-XX:+PrintFlagsFinal", "-version")
                .redirectErrorStream(true);
        starting.environment().putAll(environment);
        Process process = starting.start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
        return printed;
    }

    @Test
    void theSimulatorFindsWhatItReads() {
        String source = ServiceSettings.sources("deploy/payment-provider-simulator/src/main")
                .collect(Collectors.joining());
        var manifests = Chart.TRY_OUT.render();

        assertThat(variables(manifests, "payment-provider-simulator"))
                .contains("ARES_STRIPE_API_KEY", "ARES_STRIPE_WEBHOOK_SECRET", "ARES_BIND_ADDRESS")
                .allMatch(name -> source.contains('"' + name + '"'));
    }

    /** One set of versions for whoever tries the shop out, with Compose or with Kubernetes. */
    @Test
    @EnabledIf("composeIsThere")
    void theServersAreThoseOfCompose() throws IOException {
        String compose = Files.readString(COMPOSE);

        assertThat(Chart.TRY_OUT.render().of("StatefulSet").flatMap(Manifest::containers))
                .hasSize(4)
                .allSatisfy(container -> assertThat(compose)
                        .contains("image: " + Json.text(container, "image").orElseThrow()));
    }

    static boolean composeIsThere() {
        return Files.exists(COMPOSE);
    }

    /** What scales a service, with KEDA or without, is all that the service reads: docs/events.md, which the build holds to the subscriptions. */
    @ParameterizedTest
    @ValueSource(strings = {"gateway", "order-service", "inventory-service", "payment-service", "user-service"})
    void theLagThatScalesAServiceIsOfEveryReaderThatItHas(String service) throws IOException {
        var scaled = Chart.PRODUCTION.render().the("ScaledObject", "ares-" + service);
        var watched = Json.all(scaled.json(), "spec.triggers[]")
                .filter(trigger -> Json.text(trigger, "type").orElseThrow().equals("kafka"))
                .map(trigger -> Json.text(trigger, "metadata.topic").orElseThrow() + " "
                        + Json.text(trigger, "metadata.consumerGroup").orElseThrow())
                .toList();

        var withoutKeda = Chart.LAG_WITHOUT_KEDA.render().the("HorizontalPodAutoscaler", "ares-" + service);
        var asked = Json.all(withoutKeda.json(), "spec.metrics[].external.metric.selector.matchLabels")
                .map(labels -> Json.text(labels, "topic").orElseThrow() + " "
                        + Json.text(labels, "reader").orElseThrow())
                .toList();

        assertThat(watched)
                .containsExactlyInAnyOrderElementsOf(readers().stream()
                        .filter(reader -> reader.matches("\\S+ " + service + "(-.*)?"))
                        .toList())
                .isEqualTo(asked);
    }

    @Test
    void everyReaderBelongsToAServiceOfTheChart() throws IOException {
        assertThat(readers())
                .hasSizeGreaterThanOrEqualTo(9)
                .allMatch(reader -> reader.matches("\\S+ (order|inventory|payment|user)-service(-.*)?"));
    }

    /** Topic and reader of each row of the event catalogue. */
    private static Set<String> readers() throws IOException {
        var readers = new TreeSet<String>();
        String topic = "";
        int column = -1;
        for (String line : Files.readAllLines(EVENTS)) {
            List<String> cells = Stream.of(line.split("\\|")).map(String::strip).toList();
            if (line.startsWith("## ")) {
                topic = line.substring(3).strip();
            } else if (cells.contains("read by")) {
                column = cells.indexOf("read by");
            } else if (line.startsWith("| `")) {
                readers.add(topic + " " + cells.get(column));
            }
        }
        return readers;
    }

    private static Set<String> variables(String service) {
        return variables(DEFAULT, service);
    }

    private static Set<String> variables(Manifests manifests, String service) {
        return manifests
                .the("Deployment", "ares-" + service)
                .containers()
                .flatMap(container -> Json.all(container, "env[].name"))
                .map(JsonElement::getAsString)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
