package dev.ares.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What can be said of alerts and dashboards without a running Prometheus. */
class MonitoringFilesTest {

    private static final Pattern LINK = Pattern.compile("\\]\\((\\S+?\\.md)\\)");

    /** In italics, with a capital: a panel, or a dashboard without its "Ares: ". */
    private static final Pattern PANEL = Pattern.compile("(?<!\\*)\\*([A-Z][^*]*)\\*(?!\\*)");

    private static final Pattern METRIC =
            Pattern.compile("\\b(?:(?:ares|http|grpc|jvm|logback|process|r2dbc|resilience4j|spring)_[a-z0-9_]+|up)\\b");

    /** Of LogQL, in a selector. */
    private static final Pattern LABEL = Pattern.compile("(\\w+) ?(?:=~|!=|!~|=)\"");

    /** What every replica reads from the same database: added up, it is as many times what it is as there are replicas. */
    private static final Pattern SUM_OF_THE_SAME = Pattern.compile(
            "sum( by \\([^)]*\\))? ?\\((ares_sagas_|ares_payments_unresolved|ares_messages_(pending|parked|oldest))");

    private record Alert(String name, String severity, String playbook) {}

    @Test
    void everyAlertHasALevelAndAPlaybookPage() {
        List<Alert> alerts = alerts();

        assertThat(alerts).hasSizeGreaterThan(15).extracting(Alert::name).doesNotHaveDuplicates();
        assertThat(alerts).allSatisfy(alert -> {
            assertThat(alert.severity()).as(alert.name()).matches("P[0-3]");
            assertThat(text(Monitoring.CHECKOUT.resolve(alert.playbook())))
                    .startsWith("# " + alert.name() + " (" + alert.severity() + ")\n");
        });
    }

    @Test
    void everyPlaybookPageBelongsToAnAlertAndItsLinksLeadSomewhere() throws IOException {
        Set<String> expected = alerts().stream()
                .map(alert -> Path.of(alert.playbook()).getFileName().toString())
                .collect(Collectors.toCollection(TreeSet::new));
        expected.add("README.md");
        Path folder = Monitoring.CHECKOUT.resolve("docs/operations/playbooks");

        try (Stream<Path> pages = Files.list(folder)) {
            assertThat(pages.map(page -> page.getFileName().toString())).containsExactlyInAnyOrderElementsOf(expected);
        }
        for (String page : expected) {
            Matcher links = LINK.matcher(text(folder.resolve(page)));
            while (links.find()) {
                assertThat(folder.resolve(links.group(1))).as("link in " + page).exists();
            }
        }
    }

    @Test
    void thePanelsThatPlaybooksNameAreThere() throws IOException {
        Set<String> titles = Monitoring.dashboards().stream()
                .flatMap(dashboard -> Stream.concat(
                        Stream.of(dashboard.title().replaceFirst("^Ares: ", "")),
                        dashboard.panels().stream().map(Monitoring.Panel::title)))
                .map(title -> title.toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        List<String> named = new ArrayList<>();

        try (Stream<Path> pages = Files.list(Monitoring.CHECKOUT.resolve("docs/operations/playbooks"))) {
            pages.forEach(page -> PANEL.matcher(text(page))
                    .results()
                    .map(found -> found.group(1).toLowerCase(Locale.ROOT))
                    .forEach(named::add));
        }

        assertThat(named).hasSizeGreaterThan(10);
        assertThat(titles).containsAll(named);
    }

    @Test
    void everyDashboardHasAUidOfItsOwnAndEveryPanelAQuery() {
        List<Monitoring.Dashboard> dashboards = Monitoring.dashboards();

        assertThat(dashboards)
                .hasSizeGreaterThanOrEqualTo(4)
                .extracting(Monitoring.Dashboard::uid)
                .doesNotHaveDuplicates()
                .allMatch(uid -> uid.matches("ares-[a-z]+"));
        assertThat(dashboards).allSatisfy(dashboard -> {
            assertThat(dashboard.panels()).isNotEmpty();
            assertThat(dashboard.panels()).allSatisfy(panel -> {
                assertThat(panel.title()).isNotBlank();
                assertThat(panel.queries()).as(panel.title()).isNotEmpty().noneMatch(String::isBlank);
            });
        });
    }

    @Test
    void whatEveryReplicaReadsFromTheSameDatabaseIsNotAddedUp() {
        Stream<String> queries = Monitoring.dashboards().stream()
                .flatMap(dashboard -> dashboard.panels().stream())
                .flatMap(panel -> panel.queries().stream());

        assertThat(Stream.concat(queries, Stream.of(text(Monitoring.ALERTS))))
                .allSatisfy(query -> assertThat(query).doesNotContainPattern(SUM_OF_THE_SAME));
    }

    /** Whoever is called at night sees on a dashboard what the alert saw. */
    @Test
    void whatAnAlertLooksAtIsOnADashboard() {
        Set<String> shown = Monitoring.dashboards().stream()
                .flatMap(dashboard -> dashboard.panels().stream())
                .flatMap(panel -> panel.queries().stream())
                .flatMap(MonitoringFilesTest::metrics)
                .collect(Collectors.toSet());
        // Panels show the time that has passed since then.
        shown.add("process_start_time_seconds");
        Set<String> lookedAt = Arrays.stream(text(Monitoring.ALERTS).split("- alert: "))
                .skip(1)
                .map(rule -> rule.substring(0, rule.indexOf("labels: {")))
                .flatMap(MonitoringFilesTest::metrics)
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(lookedAt).hasSizeGreaterThan(20);
        assertThat(shown).containsAll(lookedAt);
    }

    private static Stream<String> metrics(String expression) {
        return METRIC.matcher(expression.replaceAll("#.*|\"[^\"]*\"|\\bby \\([^)]*\\)", ""))
                .results()
                .map(MatchResult::group);
    }

    @Test
    void everyPanelAsksADataSourceThatGrafanaIsGivenAndEachOfThemIsAsked() {
        Set<String> given = Pattern.compile("uid: (\\w+)")
                .matcher(text(Monitoring.DATA_SOURCES))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toSet());

        assertThat(Monitoring.dashboards().stream()
                        .flatMap(dashboard -> dashboard.panels().stream())
                        .map(Monitoring.Panel::dataSource)
                        .collect(Collectors.toSet()))
                .isEqualTo(given)
                .contains("prometheus", "tempo", "loki");
    }

    /** Loki and Tempo run nowhere here: it is the script that starts them all that has to ask for what panels stand on. */
    @Test
    void theLabelsThatPanelsSelectLinesByAreAskedForWhereLokiRuns() {
        Set<String> labels = Monitoring.dashboards().stream()
                .flatMap(dashboard -> dashboard.panels().stream())
                .filter(panel -> panel.dataSource().equals("loki"))
                .flatMap(panel -> panel.queries().stream())
                .flatMap(query -> LABEL.matcher(query).results())
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        List<String> asked = text(Monitoring.CHECKOUT.resolve("deploy/docker/verify"))
                .lines()
                .filter(line -> line.contains("seen ") && line.contains("loki/"))
                .toList();

        assertThat(labels).contains("level", "service_name").allSatisfy(label -> assertThat(asked)
                .anyMatch(line -> line.matches(".*\\b" + label + "\\b.*")));
    }

    private static List<Alert> alerts() {
        return Arrays.stream(text(Monitoring.ALERTS).split("- alert: "))
                .skip(1)
                .map(rule -> new Alert(
                        rule.lines().findFirst().orElse(""),
                        found(rule, "severity: (\\S+)"),
                        found(rule, "playbook: (\\S+)")))
                .toList();
    }

    private static String found(String rule, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(rule);
        return matcher.find() ? matcher.group(1) : "";
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
