package dev.ares.local.command;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Map.Entry;
import java.util.TreeMap;

import dev.ares.local.faults.FaultSwitches;

/** Services as users name them: {@code order-service}, {@code order} for short, or {@code all}. */
final class ServiceNames {

    private ServiceNames() {}

    /** @throws CannotRunException when there is no such service, or it has no such hop */
    static List<String> withHop(String name, String hop) {
        Map<String, List<String>> hops = FaultSwitches.HOPS;
        List<String> found = hops.entrySet().stream()
                .filter(each -> name.equals("all")
                        || name.equals(each.getKey())
                        || each.getKey().equals(name + "-service"))
                .filter(each ->
                        hop.equalsIgnoreCase("commit") || each.getValue().contains(hop.toLowerCase(Locale.ROOT)))
                .map(Entry::getKey)
                .sorted()
                .toList();
        if (found.isEmpty()) {
            throw new CannotRunException(
                    "hop: %s of %s (expected: commit, or one of %s)".formatted(hop, name, new TreeMap<>(hops)));
        }
        return found;
    }
}
