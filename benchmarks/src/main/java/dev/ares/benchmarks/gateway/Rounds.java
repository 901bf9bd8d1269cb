package dev.ares.benchmarks.gateway;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import dev.ares.benchmarks.machine.ProcessorTime;

/**
 * All lines in turns; who is first changes with the round. All programs run all the time, and one of them has something to do.
 *
 * @param warmUp of each Java program, before the first round, with what is most work for it
 * @param time that counts in each run
 * @param calmTime at {@code perSecond}
 * @param connections at the fixed rate
 */
record Rounds(
        int rounds,
        Duration warmUp,
        Duration time,
        int inFlight,
        Duration calmTime,
        int perSecond,
        int connections,
        ProcessHandle redis) {

    private static final String ITSELF = "itself";
    private static final String REDIS = "redis";

    /** Medians, in the order of the lines. */
    Map<Line.Name, Figures> measure(List<Line> lines) throws IOException {
        warmUp(lines);
        Map<Line, List<Figures>> runs = new LinkedHashMap<>();
        lines.forEach(line -> runs.put(line, new ArrayList<>()));
        List<Line> order = new ArrayList<>(lines);
        for (int round = 1; round <= rounds; round++) {
            for (Line line : order) {
                Figures run = run(line);
                runs.getOrDefault(line, new ArrayList<>()).add(run);
                say("round %d, %s: %.0f us, %.0f requests/s", round, line.name(), run.processor(), run.perSecond());
            }
            Collections.rotate(order, -lines.size() / rounds);
        }
        Map<Line.Name, Figures> medians = new LinkedHashMap<>();
        runs.forEach((line, figures) -> medians.put(line.name(), Figures.median(figures)));
        return medians;
    }

    /** The last line of a program is the one with most to do. */
    private void warmUp(List<Line> lines) throws IOException {
        Set<Program> warm = new HashSet<>();
        List<Line> fromLast = new ArrayList<>(lines);
        Collections.reverse(fromLast);
        for (Line line : fromLast) {
            if (line.isJava() && warm.add(line.program())) {
                say("warming up for %d s: %s", warmUp.toSeconds(), line.name());
                line.setting().put();
                Load.closed(line.port(), line.requests(), inFlight, warmUp);
            }
        }
    }

    private Figures run(Line line) throws IOException {
        line.setting().put();
        Load.closed(line.port(), line.requests(), inFlight, line.settling());
        Map<String, ProcessHandle> processes = Map.of(ITSELF, line.program().handle(), REDIS, redis);
        Map<String, Double> before = ProcessorTime.of(processes);
        Load.Answers closed = Load.closed(line.port(), line.requests(), inFlight, time);
        Map<String, Double> after = ProcessorTime.of(processes);
        Load.Answers atRate = Load.atRate(line.port(), line.requests(), perSecond, connections, calmTime);
        return Figures.of(micros(ITSELF, before, after), micros(REDIS, before, after), closed, atRate);
    }

    private static double micros(String process, Map<String, Double> before, Map<String, Double> after) {
        return 1000 * (after.getOrDefault(process, 0.0) - before.getOrDefault(process, 0.0));
    }

    private static void say(String pattern, Object... values) {
        System.err.println("... " + String.format(Locale.ROOT, pattern, values));
    }
}
