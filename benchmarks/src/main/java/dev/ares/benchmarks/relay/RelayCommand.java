package dev.ares.benchmarks.relay;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import dev.ares.benchmarks.machine.Bars;
import dev.ares.benchmarks.machine.LocalServers;
import dev.ares.benchmarks.machine.Machine;
import dev.ares.local.teststack.TestServer;

/** Ways from a commit to Kafka, in turns, in one process, against one PostgreSQL and one broker. */
@Command(
        name = "relay",
        description =
                "Messages a second and latency from the commit to the consumer: our outbox against bare batched SQL "
                        + "with a producer, gruelbox transaction-outbox, and Spring Modulith's event publication registry. "
                        + "About half an hour; --smoke: two minutes.",
        mixinStandardHelpOptions = true)
public final class RelayCommand implements Callable<Integer> {

    private static final int MILLION = 1_000_000;

    @Option(names = "--rounds", defaultValue = "3", description = "Runs of each; medians are shown. Default: 3.")
    private int rounds;

    @Option(
            names = "--waiting",
            split = ",",
            defaultValue = "1,1000,100000",
            description = "Rows that wait when the relay starts. Default: 1,1000,100000.")
    private List<Integer> waiting = new ArrayList<>();

    @Option(names = "--million", description = "Also with a million rows waiting: Ares and bare SQL.")
    private boolean million;

    @Option(names = "--seconds", defaultValue = "15", description = "Of writing in a live run. Default: 15.")
    private int seconds;

    @Option(names = "--paced", defaultValue = "3000", description = "Messages of a latency run. Default: 3000.")
    private int paced;

    @Option(
            names = "--patience",
            defaultValue = "180",
            description = "Seconds until a run is given up; its rate then is of what came. Default: 180.")
    private int patience;

    @Option(names = "--only", split = ",", description = "Of ${COMPLETION-CANDIDATES}. Default: all.")
    private List<Way> only = List.of(Way.values());

    @Option(
            names = "--smoke",
            description = "A few messages, one round: shows that it works and that the counts are right, not how fast.")
    private boolean smoke;

    @Override
    public Integer call() throws Exception {
        if (million) {
            waiting.add(MILLION);
        }
        RelayPlan plan = smoke
                ? new RelayPlan(1, List.of(1, 2000), Duration.ofSeconds(2), 200)
                : new RelayPlan(rounds, waiting, Duration.ofSeconds(seconds), paced);
        System.out.println(Machine.describe());
        LocalServers servers = LocalServers.start(TestServer.KAFKA);
        Map<Way, Site> sites = new LinkedHashMap<>();
        for (Way way : only) {
            sites.put(way, way.site(servers));
        }
        List<Contender> contenders = new ArrayList<>();
        try (var consumer = new ReadingEnd(servers.kafka(), sites.values())) {
            for (var site : sites.entrySet()) {
                contenders.add(site.getKey().open(site.getValue(), consumer::committed));
            }
            contenders.forEach(one -> System.out.printf("- %s: %s%n", one.name(), one.settings()));
            System.out.println("- consumer, the same for all: " + ReadingEnd.SETTINGS);
            return measure(plan, contenders, new Trials(servers, consumer, Duration.ofSeconds(patience)));
        } finally {
            for (Contender contender : contenders) {
                contender.close();
            }
        }
    }

    private static int measure(RelayPlan plan, List<Contender> contenders, Trials trials) throws Exception {
        plan.warmUp(contenders, trials);
        var picture = new Bars("From the commit to Kafka: " + Machine.describe());
        Map<String, Map<String, Result>> figures = new LinkedHashMap<>();
        for (int rows : plan.waiting()) {
            // With so many each has shown how fast it is; the others would take minutes for each run.
            List<Contender> able = rows < MILLION
                    ? contenders
                    : contenders.stream().filter(Contender::isFast).toList();
            show(RelayPlan.drained(rows), figures, picture, plan, able, one -> trials.drain(one, rows));
        }
        show(
                RelayPlan.LIVE,
                figures,
                picture,
                plan,
                contenders,
                one -> trials.live(one, RelayPlan.WRITERS, plan.live()));
        List<Contender> able =
                contenders.stream().filter(Contender::writesAlone).toList();
        show(RelayPlan.ALONE, figures, picture, plan, able, one -> trials.alone(one, RelayPlan.WRITERS, plan.live()));
        Map<String, Result> latencies =
                plan.inTurns(RelayPlan.PACED, contenders, one -> trials.paced(one, RelayPlan.PER_SECOND, plan.paced()));
        figures.put(RelayPlan.PACED, latencies);
        System.out.printf(
                "%n## %s: from the commit to the consumer%n%n%s", RelayPlan.PACED, RelayTable.latencies(latencies));
        latencies.forEach((name, result) -> picture.add(RelayPlan.PACED + ", p50 in ms", name, result.p50()));
        latencies.forEach((name, result) -> picture.add(RelayPlan.PACED + ", p99 in ms", name, result.p99()));
        System.out.printf("%npicture: %s%n%n", picture.write("relay"));
        RelayTargets.of(figures).forEach(System.out::println);
        boolean right = figures.values().stream()
                .flatMap(results -> results.values().stream())
                .allMatch(Result::isRight);
        System.out.println(right ? "No message was lost, none came twice." : "COUNTS ARE WRONG: see the tables.");
        return right ? 0 : 1;
    }

    private static void show(
            String what,
            Map<String, Map<String, Result>> figures,
            Bars picture,
            RelayPlan plan,
            List<Contender> contenders,
            RelayPlan.Trial trial)
            throws Exception {
        if (contenders.isEmpty()) {
            return;
        }
        Map<String, Result> results = plan.inTurns(what, contenders, trial);
        figures.put(what, results);
        System.out.printf("%n## %s%n%n%s", what, RelayTable.rates(results));
        results.forEach((name, result) -> picture.add(what + ": messages a second", name, result.perSecond()));
    }
}
