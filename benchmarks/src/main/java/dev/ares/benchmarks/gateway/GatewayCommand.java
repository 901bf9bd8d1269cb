package dev.ares.benchmarks.gateway;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import dev.ares.benchmarks.machine.Bars;
import dev.ares.benchmarks.machine.Machine;
import dev.ares.local.server.JavaProgram;

/** The gateway beside others, before one backend that answers at once. */
@Command(
        name = "gateway",
        description = "Processor time and latency of a request through the gateway, feature by feature, against Spring"
                + " Cloud Gateway, nginx and haproxy; and how soon a token that was called back is refused. About eight"
                + " minutes.",
        mixinStandardHelpOptions = true)
public final class GatewayCommand implements Callable<Integer> {

    private static final int MISSING = 2;

    @Option(
            names = "--only",
            split = ",",
            description = "Of ares, spring, nginx, haproxy. Default: all. Ratios need spring.")
    private List<String> only = List.of("ares", "spring", "nginx", "haproxy");

    @Option(names = "--rounds", defaultValue = "3", description = "Runs of each, medians are shown. Default: 3.")
    private int rounds;

    @Option(names = "--seconds", defaultValue = "3", description = "Of the closed loop in a run. Default: 3.")
    private int seconds;

    @Option(names = "--in-flight", defaultValue = "32", description = "In the closed loop. Default: 32.")
    private int inFlight;

    @Option(names = "--rate", defaultValue = "200", description = "Requests a second at the fixed rate. Default: 200.")
    private int rate;

    @Option(names = "--rate-seconds", defaultValue = "2", description = "Of the fixed rate in a run. Default: 2.")
    private int rateSeconds;

    @Option(
            names = "--warm-up",
            defaultValue = "20",
            description = "Seconds, of each Java program before the first round. Default: 20.")
    private int warmUp;

    @Option(names = "--tokens", defaultValue = "10000", description = "Distinct, sent in turns. Default: 10000.")
    private int tokens;

    @Option(names = "--sampling", defaultValue = "0.1", description = "Of traces, where they are. Default: 0.1.")
    private double sampling;

    @Option(
            names = "--flags",
            split = " ",
            description = "Of every JVM that is measured. Default: -Xmx256m, and what ./ares up starts each with.")
    private List<String> flags =
            Stream.concat(Stream.of("-Xmx256m"), JavaProgram.FLAGS.stream()).toList();

    @Override
    public Integer call() throws Exception {
        try {
            only.stream()
                    .filter(tool -> tool.equals(Nginx.NAME) || tool.equals(Haproxy.NAME))
                    .forEach(Tool::find);
        } catch (Tool.MissingException missing) {
            System.err.println(missing.getMessage());
            return MISSING;
        }
        System.out.println(Machine.describe());
        System.out.printf(
                Locale.ROOT,
                "- every JVM that is measured: %s; nginx with one worker, haproxy with one thread%n- %,d distinct tokens in"
                        + " turns; %d rounds of %d s with %d in flight and %d s at %,d a second; %d s of warm-up%n",
                String.join(" ", flags),
                tokens,
                rounds,
                seconds,
                inFlight,
                rateSeconds,
                rate,
                warmUp);
        try (var site = new Site(tokens)) {
            List<Line> lines = start(site);
            Map<Line.Name, Figures> figures = plan(site).measure(lines);
            show(figures);
            boolean sound = figures.values().stream().allMatch(Figures::areSound);
            if (!sound) {
                System.out.println("MORE THAN ONE ANSWER IN A THOUSAND WAS NOT 200: the figures say nothing.");
            }
            return isCalledBackInTime(lines, site) && sound ? 0 : 1;
        }
    }

    private List<Line> start(Site site) throws IOException {
        List<Line> lines = new ArrayList<>();
        for (String gateway : only) {
            System.err.println("... starting " + gateway);
            lines.addAll(
                    switch (gateway) {
                        case "ares" -> Ares.start(site, flags, sampling);
                        case "spring" -> Spring.start(site, flags, sampling);
                        case Nginx.NAME -> Nginx.start(site);
                        case Haproxy.NAME -> Haproxy.start(site);
                        default ->
                            throw new IllegalArgumentException(
                                    "--only: " + gateway + " (expected: ares, spring, nginx, haproxy)");
                    });
        }
        return lines;
    }

    private Rounds plan(Site site) throws IOException {
        return new Rounds(
                rounds,
                Duration.ofSeconds(warmUp),
                Duration.ofSeconds(seconds),
                inFlight,
                Duration.ofSeconds(rateSeconds),
                rate,
                inFlight,
                site.redisProcess());
    }

    private void show(Map<Line.Name, Figures> figures) throws IOException {
        System.out.printf(
                Locale.ROOT,
                "%n**What a request costs; tracing records %.0f %% of the requests and sends them nowhere**%n%n%s%n",
                100 * sampling,
                GatewayTable.of(figures, inFlight, rate));
        var picture = new Bars("Gateways: " + Machine.describe());
        figures.forEach(
                (line, run) -> picture.add("Microseconds of processor a request", line.toString(), run.processor()));
        figures.forEach((line, run) -> picture.add(
                "p99 in milliseconds at %,d a second".formatted(rate),
                line.toString(),
                run.calm().p99()));
        GatewayTargets.of(figures).forEach(System.out::println);
        System.out.println("picture: " + picture.write("gateway"));
    }

    private boolean isCalledBackInTime(List<Line> lines, Site site) throws IOException {
        List<Line> ares = lines.stream()
                .filter(line -> line.name().gateway().equals(Ares.NAME))
                .toList();
        if (ares.isEmpty()) {
            return true;
        }
        List<Duration> times = CalledBack.measure(ares.get(ares.size() - 1), site.issuer(), inFlight);
        System.out.println(GatewayTargets.calledBack(times));
        return GatewayTargets.isInTime(times);
    }
}
