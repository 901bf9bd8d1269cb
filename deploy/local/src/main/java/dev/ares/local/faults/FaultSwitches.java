package dev.ares.local.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

import dev.ares.local.client.Answer;
import dev.ares.local.client.ShopClient;

/**
 * Flips the fault switches of a shop, through its gateway. What is set is in force when the call returns, in other replicas
 * of the service a moment later. Use one instance per shop: it changes one thing at a time.
 *
 * <p>Every call fails with {@link dev.ares.local.client.UnexpectedAnswerException} when the service refuses, with its reason,
 * or cannot be reached, and with {@link dev.ares.local.client.NoAnswerException} when the gateway is not there.
 */
public final class FaultSwitches {

    /** Which hops there are, by service. */
    public static final Map<String, List<String>> HOPS = Map.of(
            "order-service", List.of("grpc", "feign", "outbox", "consumer"),
            "inventory-service", List.of("outbox", "consumer"),
            "payment-service", List.of("outbox", "consumer", "provider"),
            "user-service", List.of("outbox", "consumer"));

    /** What can go wrong on each of them. */
    public static final List<String> KINDS = List.of("delay", "error", "drop", "duplicate", "reorder");

    private final ShopClient admin;

    /** @param admin logged in, with the role admin */
    public FaultSwitches(ShopClient admin) {
        this.admin = admin;
    }

    /** All that is on, by service. */
    public List<FaultSwitch> list() {
        return HOPS.keySet().stream()
                .sorted()
                .flatMap(service -> list(service).stream())
                .toList();
    }

    /** All that is on in a service. */
    public List<FaultSwitch> list(String service) {
        return read(service, admin.get(path(service)));
    }

    /** @param hop {@code commit} or {@code provider}; kinds {@code crash-before} and {@code crash-after} happen there */
    public record CrashPoint(String hop, String name) {}

    /** Where a service's process can be made to die, as it says itself; beside these, at each message that it sends. */
    public List<CrashPoint> crashPoints(String service) {
        List<CrashPoint> found = new ArrayList<>();
        admin.get(path(service))
                .expect(200)
                .body()
                .path("points")
                .forEach(point -> found.add(new CrashPoint(
                        point.path("hop").asString().toLowerCase(Locale.ROOT),
                        point.path("name").asString())));
        return found;
    }

    /** Switches a fault on, beside those that are; one of the same id ends. */
    public synchronized void set(FaultSwitch fault) {
        List<FaultSwitch> wanted = new ArrayList<>(list(fault.service()));
        wanted.removeIf(one -> one.id().equals(fault.id()));
        wanted.add(fault);
        put(fault.service(), wanted);
    }

    /** Switches a fault off; nothing happens when it is not on. */
    public synchronized void clear(String service, String id) {
        keep(service, one -> !one.id().equals(id));
    }

    /** Switches all faults of a service off. */
    public synchronized void clear(String service) {
        keep(service, one -> false);
    }

    /** Switches everything off, in every service. */
    public void clear() {
        HOPS.keySet().stream().sorted().forEach(this::clear);
    }

    private void keep(String service, Predicate<FaultSwitch> kept) {
        List<FaultSwitch> on = list(service);
        List<FaultSwitch> wanted = on.stream().filter(kept).toList();
        if (wanted.size() < on.size()) {
            put(service, wanted);
        }
    }

    private void put(String service, List<FaultSwitch> wanted) {
        List<Map<String, Object>> rules = wanted.stream().map(FaultSwitch::rule).toList();
        admin.put(path(service), Map.of("rules", rules)).expect(200);
    }

    private static List<FaultSwitch> read(String service, Answer answer) {
        List<FaultSwitch> found = new ArrayList<>();
        answer.expect(200).body().path("rules").forEach(rule -> found.add(FaultSwitch.from(service, rule)));
        return found;
    }

    private static String path(String service) {
        return "/api/admin/faults/" + service;
    }
}
