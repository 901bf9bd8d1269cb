package dev.ares.faults;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where a process can be made to die, as it says itself: its named commits, and its calls that move money. A message that it
 * sends is one too, by its type, and not listed.
 */
public final class CrashPoints {

    /** @param name what a rule's target names it by */
    public record CrashPoint(Hop hop, String name) {}

    private final Set<CrashPoint> all = ConcurrentHashMap.newKeySet();

    public void add(Hop hop, String name) {
        all.add(new CrashPoint(hop, name));
    }

    /** By hop and name. */
    public List<CrashPoint> all() {
        return all.stream()
                .sorted(Comparator.comparing(CrashPoint::hop).thenComparing(CrashPoint::name))
                .toList();
    }
}
