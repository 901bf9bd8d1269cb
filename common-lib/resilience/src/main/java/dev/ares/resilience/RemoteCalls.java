package dev.ares.resilience;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.micrometer.tagged.TaggedBulkheadMetrics;
import io.micrometer.core.instrument.MeterRegistry;

import dev.ares.settings.LiveSettings;

/** All that a service calls, each by a name that stands in metrics and log lines. One of them per service. */
public final class RemoteCalls {

    private final Set<String> names = ConcurrentHashMap.newKeySet();
    private final Circuits circuits;
    private final BulkheadRegistry bulkheads = BulkheadRegistry.ofDefaults();
    private final MeterRegistry metrics;

    public RemoteCalls(MeterRegistry metrics) {
        this.metrics = metrics;
        this.circuits = new Circuits(metrics);
        TaggedBulkheadMetrics.ofBulkheadRegistry(bulkheads).bindTo(metrics);
    }

    /**
     * The way to somebody remote, which follows its settings from now on.
     *
     * @param part what the settings say of this one
     * @throws IllegalStateException when there is a way of this name already
     */
    public <S> RemoteCall to(String name, LiveSettings<S> settings, Function<S, CallSettings> part) {
        if (!names.add(name)) {
            throw new IllegalStateException("remote call %s: twice (expected: each name once)".formatted(name));
        }
        Places places = new Places(name, part.apply(settings.get()).atOnce());
        settings.nowAndOnChange(changed -> {
            CallSettings now = part.apply(changed);
            places.follow(now.atOnce());
            circuits.of(name, now.breaker());
        });
        return new RemoteCall(
                name,
                () -> part.apply(settings.get()),
                () -> circuits.of(name, part.apply(settings.get()).breaker()),
                () -> places.present,
                new CallMetrics(metrics, name));
    }

    /**
     * How many calls there are at once. The library's bulkhead grows at once, but to shrink it would wait for calls to end,
     * and pushes with it. So another takes the place of the present one: until those under way end, they come on top.
     */
    private final class Places {

        private final String name;
        private volatile Bulkhead present;

        Places(String name, int atOnce) {
            this.name = name;
            this.present = bulkheads.bulkhead(name, config(atOnce));
        }

        void follow(int atOnce) {
            int before = present.getBulkheadConfig().getMaxConcurrentCalls();
            if (atOnce > before) {
                present.changeConfig(config(atOnce));
            } else if (atOnce < before) {
                present = Bulkhead.of(name, config(atOnce));
                bulkheads.replace(name, present);
            }
        }

        private static BulkheadConfig config(int atOnce) {
            return BulkheadConfig.custom()
                    .maxConcurrentCalls(atOnce)
                    .maxWaitDuration(Duration.ZERO)
                    .writableStackTraceEnabled(false)
                    .build();
        }
    }
}
