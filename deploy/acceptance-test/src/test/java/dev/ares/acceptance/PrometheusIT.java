package dev.ares.acceptance;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.ares.acceptance.Monitoring.Dashboard;
import dev.ares.acceptance.Monitoring.Panel;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every panel that asks Prometheus is filled, and every alert looks at series that exist, while the demo orders are placed
 * under the eyes of a real Prometheus. Needs Debian's package prometheus; run with {@code -Pprometheus}.
 */
@Tag("prometheus")
@ShopTest
class PrometheusIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** A metric with its matchers, as it stands in an expression. */
    private static final Pattern SELECTOR = Pattern.compile(
            "\\b(?:(?:ares|http|grpc|jvm|logback|process|r2dbc|resilience4j|spring)_[a-z0-9_]+|up)\\b(?:\\{[^}]*})?");

    /** An alert looks at those that are stopped, and there is none where no rule lists any. */
    private static final String VERSION_ON_TRIAL = "services: { order-service: { versions: [ { version: next } ] } }";

    private static final String NO_RULE = "services: {}";

    @TempDir
    private Path folder;

    @Test
    void theRulesDoWhatTheirOwnTestsSay() throws Exception {
        PrometheusServer.promtool(folder, "check", "rules", Monitoring.ALERTS.toString());
        PrometheusServer.promtool(
                folder,
                "test",
                "rules",
                Monitoring.ALERTS.resolveSibling("alerts_test.yml").toString());
    }

    /** The chart's own query: ScalingTest in deploy/helm holds the rule to it. */
    @Test
    void theForecastLooksAhead() throws Exception {
        PrometheusServer.promtool(
                folder,
                "test",
                "rules",
                Monitoring.FORECAST_TEST.toAbsolutePath().toString());
    }

    /**
     * What compose starts Prometheus with, and what it is started with in a cluster. Debian builds it without the discovery of
     * pods, for which fixed targets stand in here.
     */
    @ParameterizedTest
    @ValueSource(strings = {"prometheus.yml", "kubernetes.yml"})
    void itUnderstandsWhatItIsStartedWith(String name) throws Exception {
        Files.copy(Monitoring.ALERTS, folder.resolve(Monitoring.ALERTS.getFileName()));
        Path configuration = Files.writeString(
                folder.resolve(name),
                Files.readString(Monitoring.ALERTS.resolveSibling(name))
                        .replaceFirst(
                                "kubernetes_sd_configs:\n(?: {6}.*\n)+", "static_configs: [ { targets: [ a ] } ]\n"));

        PrometheusServer.promtool(folder, "check", "config", configuration.toString());
    }

    @Test
    @EnabledIf("amtoolIsThere")
    void theAlertmanagerUnderstandsWhomToTell() throws Exception {
        PrometheusServer.run(folder, "amtool", "check-config", Monitoring.ALERTMANAGER.toString());
    }

    @ParameterizedTest
    @CsvSource({
        "P0, wake-somebody",
        "P1, within-half-an-hour",
        "P2, same-working-day",
        "P3, next-occasion",
        "unheard-of, next-occasion"
    })
    @EnabledIf("amtoolIsThere")
    void anAlertReachesWhoItsLevelIsFor(String level, String receiver) throws Exception {
        PrometheusServer.run(
                folder,
                "amtool",
                "config",
                "routes",
                "test",
                "--config.file=" + Monitoring.ALERTMANAGER,
                "--verify.receivers=" + receiver,
                "severity=" + level,
                "application=order-service");
    }

    /** It is in Debian's package prometheus-alertmanager, which nothing else here needs. */
    static boolean amtoolIsThere() {
        return Stream.of(String.valueOf(System.getenv("PATH")).split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, "amtool")));
    }

    @Test
    void panelsAreFilledAndAlertsLookAtSomething(RunningShop shop) throws Exception {
        try (PrometheusServer prometheus = new PrometheusServer(folder, shop.metrics())) {
            makeTheGatewayFailOnce(shop);
            shop.push("gateway", "ares.gateway.canary", VERSION_ON_TRIAL);
            awaitThatAllAreScraped(prometheus, shop.metrics().size());
            shop.demo();

            assertThat(prometheus.alerts()).hasSizeGreaterThan(15);
            Awaitility.await("all queries to be filled")
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofSeconds(2))
                    .untilAsserted(() -> {
                        List<String> empty = empty(prometheus);
                        if (!empty.isEmpty()) {
                            // What a late scrape found all at once is no rate: it has to happen again.
                            shop.demo();
                        }
                        assertThat(empty).isEmpty();
                    });
        } finally {
            shop.push("gateway", "ares.gateway.canary", NO_RULE);
        }
    }

    /** What was counted before the first scrape is no rate, and the first scrape of a busy service can time out. */
    private static void awaitThatAllAreScraped(PrometheusServer prometheus, int services) {
        Awaitility.await("all services to be scraped").atMost(PATIENCE).untilAsserted(() -> {
            List<Double> up = prometheus.values("up");
            assertThat(up).hasSize(services).containsOnly(1.0);
        });
    }

    private static List<String> empty(PrometheusServer prometheus) {
        List<String> empty = new ArrayList<>();
        for (Dashboard dashboard : Monitoring.dashboards()) {
            for (Panel panel : dashboard.panels()) {
                if (!panel.dataSource().equals("prometheus")) {
                    continue; // Tempo's and Loki's: neither can be had here.
                }
                for (String query : panel.queries()) {
                    // A panel that falls back to 0 is never empty, whatever its metric is called.
                    Stream.concat(Stream.of(query), selectors(query).stream())
                            .filter(asked -> isEmpty(prometheus, asked))
                            .forEach(asked -> empty.add(dashboard.title() + " / " + panel.title() + ": " + asked));
                }
            }
        }
        prometheus.alerts().forEach((alert, expression) -> {
            prometheus.values(expression); // It is understood; that it is empty is as it should be.
            for (String selector : selectors(expression)) {
                if (isEmpty(prometheus, selector)) {
                    empty.add(alert + ": " + selector);
                }
            }
        });
        return empty;
    }

    private static boolean isEmpty(PrometheusServer prometheus, String query) {
        return prometheus.values(query.replace("$__rate_interval", "2m")).stream()
                .allMatch(value -> value.isNaN());
    }

    private static Set<String> selectors(String expression) {
        Set<String> found = new LinkedHashSet<>();
        Matcher matcher = SELECTOR.matcher(expression.replaceAll("\\bby \\([^)]*\\)", ""));
        while (matcher.find()) {
            found.add(matcher.group());
        }
        assertThat(found).as(expression).isNotEmpty();
        return found;
    }

    /** Alerts look at errors, which a shop that is well does not have. */
    private static void makeTheGatewayFailOnce(RunningShop shop) {
        shop.kill("user-service");
        try {
            Awaitility.await("the gateway to miss user-service")
                    .atMost(RunningShop.QUIESCENCE)
                    .until(() -> shop.shop().get("/.well-known/jwks.json").status() >= 500);
        } finally {
            shop.startAgain();
        }
    }
}
