package dev.ares.messaging.reader;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

import dev.ares.faults.Hop;
import dev.ares.faults.InjectedFault;
import dev.ares.faults.InjectedFaultException;
import dev.ares.faults.InjectedFaults;
import dev.ares.messaging.CloudEvents;
import dev.ares.messaging.Subscription;
import dev.ares.observability.BlockingBoundary;

/**
 * What may go wrong with a batch between the broker and its transaction, as an admin says: it is late; it fails before it
 * is applied, and is read again; it is applied, but its offsets are lost, so that it is read again; it is delivered twice;
 * its records come in another order, those of a key, which share a partition, in theirs.
 */
public final class UnreliableReading {

    private final InjectedFaults faults;

    public UnreliableReading(InjectedFaults faults) {
        this.faults = faults;
    }

    void read(Subscription subscription, List<ReceivedRecord> records, Consumer<List<ReceivedRecord>> apply) {
        InjectedFault fault =
                faults == InjectedFaults.NONE ? null : faults.next(Hop.CONSUMER, names(subscription, records));
        if (fault == null) {
            apply.accept(records);
            return;
        }
        switch (fault.kind()) {
            case DELAY -> {
                pause(fault);
                apply.accept(records);
            }
            case ERROR -> throw failure(fault);
            case DROP -> {
                apply.accept(records);
                throw failure(fault);
            }
            case DUPLICATE -> {
                apply.accept(records);
                apply.accept(records);
            }
            case CRASH_BEFORE, CRASH_AFTER -> throw new IllegalStateException(fault + " (expected: not on this hop)");
            case REORDER -> apply.accept(keysInReverse(records));
        }
    }

    private static List<ReceivedRecord> keysInReverse(List<ReceivedRecord> records) {
        Map<String, List<ReceivedRecord>> byKey = new LinkedHashMap<>();
        records.forEach(one ->
                byKey.computeIfAbsent(one.key(), key -> new ArrayList<>()).add(one));
        List<List<ReceivedRecord>> keys = new ArrayList<>(byKey.values());
        Collections.reverse(keys);
        return keys.stream().flatMap(List::stream).toList();
    }

    private static String[] names(Subscription subscription, List<ReceivedRecord> records) {
        return Stream.concat(Stream.of(subscription.topic()), records.stream().map(one -> one.headers()
                        .getOrDefault(CloudEvents.TYPE, "")))
                .distinct()
                .toArray(String[]::new);
    }

    private static UncheckedIOException failure(InjectedFault fault) {
        return new UncheckedIOException(new InjectedFaultException(Hop.CONSUMER, fault.kind()));
    }

    @BlockingBoundary("the reader's own thread, which has nothing else to do")
    private static void pause(InjectedFault fault) {
        try {
            Thread.sleep(fault.delay().toMillis());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw failure(fault);
        }
    }
}
