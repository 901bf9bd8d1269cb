package dev.ares.acceptance;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import dev.ares.contracts.EventCatalogue;
import dev.ares.local.faults.FaultSwitch;
import dev.ares.local.faults.FaultSwitches;

/**
 * A commit or a send at which its owner can be killed.
 *
 * @param hop {@code commit}, {@code outbox} or {@code provider}
 * @param name of the commit or the provider's method, or the type of the message
 */
record CrashPoint(String service, String hop, String name) {

    /** Commits and calls as the running services tell them, sends as the catalogue does. */
    static List<CrashPoint> all(FaultSwitches switches) {
        Stream<CrashPoint> told = FaultSwitches.HOPS.keySet().stream()
                .flatMap(service -> switches.crashPoints(service).stream()
                        .map(point -> new CrashPoint(service, point.hop(), point.name())));
        Stream<CrashPoint> sent = EventCatalogue.entries().stream()
                .map(entry -> new CrashPoint(entry.event().getSender(), "outbox", entry.type()));
        return Stream.concat(told, sent)
                .sorted(Comparator.comparing(CrashPoint::toString))
                .toList();
    }

    FaultSwitch crash(String beforeOrAfter) {
        return FaultSwitch.of(
                        service, hop, "crash-" + beforeOrAfter, Instant.now().plus(Duration.ofMinutes(5)))
                .on(name)
                .hits(1);
    }

    /** The name, of a type its last part. */
    String shortName() {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    @Override
    public String toString() {
        return service + " " + hop + " " + name;
    }
}
