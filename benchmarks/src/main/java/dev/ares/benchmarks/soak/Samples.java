package dev.ares.benchmarks.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;

import dev.ares.benchmarks.machine.ResidentMemory;

/** The memory of the processes of a shop as time goes by. */
final class Samples {

    /** The provider's stand-in keeps every payment in memory, and is no part of a shop. */
    static final String OUTSIDE = "payment-provider-simulator";

    /** The part of the time in which caches fill, heaps find their size and methods are compiled. */
    private static final double SETTLING = 1.0 / 3;

    private record Sample(double hours, Map<String, Double> memory) {}

    private final List<Sample> samples = new ArrayList<>();

    /**
     * Adds one.
     *
     * @param hours since the first order
     * @param memory mebibytes by process, of the same processes each time
     */
    void add(double hours, Map<String, Double> memory) {
        samples.add(new Sample(hours, Map.copyOf(memory)));
    }

    Set<String> processes() {
        return samples.get(0).memory().keySet();
    }

    double first(String process) {
        return of(process).applyAsDouble(samples.get(0));
    }

    double last(String process) {
        return of(process).applyAsDouble(samples.get(samples.size() - 1));
    }

    /** Of one process, without the first third of the time. */
    Slope slope(String process) {
        return slope(of(process));
    }

    double firstOfShop() {
        return shop(samples.get(0));
    }

    double lastOfShop() {
        return shop(samples.get(samples.size() - 1));
    }

    /** Of all processes together but {@link #OUTSIDE}, without the first third of the time. */
    Slope slopeOfShop() {
        return slope(Samples::shop);
    }

    private Slope slope(ToDoubleFunction<Sample> figure) {
        double settled = samples.get(samples.size() - 1).hours() * SETTLING;
        return Slope.of(samples.stream()
                .filter(sample -> sample.hours() >= settled)
                .map(sample -> new Slope.Point(sample.hours(), figure.applyAsDouble(sample)))
                .toList());
    }

    private static ToDoubleFunction<Sample> of(String process) {
        return sample -> sample.memory().getOrDefault(process, 0.0);
    }

    private static double shop(Sample sample) {
        return ResidentMemory.sum(sample.memory()) - sample.memory().getOrDefault(OUTSIDE, 0.0);
    }
}
