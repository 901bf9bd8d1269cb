package dev.ares.benchmarks.checkout;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.ares.benchmarks.shop.Run;
import dev.ares.benchmarks.shop.Scenario;
import dev.ares.benchmarks.shop.Way;

/** What was measured so far. Everything stands in the order in which it first came. */
final class Findings {

    /** A way in a scenario. */
    record Cell(Way way, Scenario scenario) {}

    private final Map<Cell, Map<Integer, Double>> searched = new LinkedHashMap<>();
    private final Map<Cell, List<Run>> runs = new LinkedHashMap<>();

    /** @param perSecond with so many in flight */
    void found(Way way, Scenario scenario, int inFlight, double perSecond) {
        searched.computeIfAbsent(new Cell(way, scenario), first -> new LinkedHashMap<>())
                .put(inFlight, perSecond);
    }

    void add(Way way, Scenario scenario, Run run) {
        runs.computeIfAbsent(new Cell(way, scenario), first -> new ArrayList<>())
                .add(run);
    }

    /** With which the search was fastest. */
    int best(Way way, Scenario scenario) {
        return searched(way, scenario).entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .orElseThrow()
                .getKey();
    }

    /** Orders a second by the number in flight. */
    Map<Integer, Double> searched(Way way, Scenario scenario) {
        return searched.getOrDefault(new Cell(way, scenario), Map.of());
    }

    List<Run> runs(Way way, Scenario scenario) {
        return runs.getOrDefault(new Cell(way, scenario), List.of());
    }

    /** The medians. */
    Run median(Way way, Scenario scenario) {
        return Run.median(runs(way, scenario));
    }

    /** Whether the invariants held after each run. */
    boolean right() {
        return runs.values().stream().flatMap(List::stream).allMatch(run -> run.violations() == 0);
    }
}
