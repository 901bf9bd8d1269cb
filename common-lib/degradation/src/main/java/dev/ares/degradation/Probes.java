package dev.ares.degradation;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

import dev.ares.observability.Uncancelled;

/**
 * Looks at what is needed, again and again, on a scheduler's threads, which a probe must not block. A look that takes too long
 * is one failure; it is not broken off then, which could spoil its connection, but goes on behind the next one. No more than
 * two hang at a time, so that they hold two connections, not one more each second: while two do, nobody looks, which is a
 * failure each time.
 */
public final class Probes implements AutoCloseable {

    private static final int MOST_HANGING = 2;

    /** Longer than the database lets a statement run: for a probe that never ends, as behind a firewall that drops packets. */
    private static final Duration GIVEN_UP = Duration.ofSeconds(10);

    private final Degradation degradation;
    private final Scheduler scheduler;
    private final List<Mono<Void>> looks = new CopyOnWriteArrayList<>();
    private final Disposable.Composite running = Disposables.composite();

    public Probes(Degradation degradation, Scheduler scheduler) {
        this.degradation = degradation;
        this.scheduler = scheduler;
    }

    /**
     * To be looked at from the start on.
     *
     * @param probe is subscribed to once per look; an error is a failure, whatever it emits in time a success
     */
    public Probes watch(VitalSign sign, Mono<?> probe) {
        var underWay = new AtomicInteger();
        Mono<Void> begun = Mono.defer(() -> {
            underWay.incrementAndGet();
            return probe.then().timeout(GIVEN_UP, scheduler).doFinally(end -> underWay.decrementAndGet());
        });
        looks.add(
                Mono.defer(() -> underWay.get() < MOST_HANGING ? look(sign, begun) : Mono.fromRunnable(sign::failed)));
        return this;
    }

    /** Once all that is needed has been set up: what is not there yet is not unwell. */
    public void start() {
        looks.forEach(each -> running.add(each.repeatWhen(ended ->
                        ended.concatMap(end -> Mono.delay(degradation.settings().probe(), scheduler)))
                .subscribe()));
    }

    private Mono<Void> look(VitalSign sign, Mono<Void> begun) {
        return Uncancelled.toItsEnd(begun)
                .timeout(degradation.settings().slow(), scheduler)
                .doOnSuccess(done -> sign.succeeded())
                .doOnError(fault -> sign.failed())
                .onErrorComplete();
    }

    @Override
    public void close() {
        running.dispose();
    }
}
