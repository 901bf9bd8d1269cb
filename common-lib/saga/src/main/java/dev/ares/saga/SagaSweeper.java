package dev.ares.saga;

import java.time.Duration;
import java.util.List;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

/**
 * Sweeps the sagas that are due, on a thread of its own: again at once while there are more than fit in a batch,
 * otherwise after a pause. A fault is logged and tried again without limit, after the back-off. A sweep that gets no
 * answer, because the database's host is gone, is given up by the sweeper's own clock.
 */
public final class SagaSweeper implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(SagaSweeper.class);

    private final List<? extends SagaOrchestrator<?>> sagas;
    private final SagaTiming timing;
    private final Duration pause;
    private final int limit;
    private final Duration longestSweep;
    private final Disposable.Swap running = Disposables.swap();
    private volatile boolean started;

    /**
     * @param pause between two looks when nothing was left over
     * @param limit the most sagas in one transaction
     * @param longestSweep after which a sweep counts as failed; longer than the database lets a transaction last
     */
    public SagaSweeper(
            List<? extends SagaOrchestrator<?>> sagas,
            SagaTiming timing,
            Duration pause,
            int limit,
            Duration longestSweep) {
        this.sagas = List.copyOf(sagas);
        this.timing = timing;
        this.pause = pause;
        this.limit = limit;
        this.longestSweep = longestSweep;
    }

    @Override
    public void start() {
        if (started || sagas.isEmpty()) {
            return;
        }
        started = true;
        Scheduler scheduler = Schedulers.newSingle("saga-sweeper", true);
        Disposable sweeping = Flux.fromIterable(sagas)
                .flatMap(saga -> sweepForEver(saga, scheduler), sagas.size())
                .subscribe();
        running.update(Disposables.composite(sweeping, scheduler));
    }

    private Mono<Void> sweepForEver(SagaOrchestrator<?> saga, Scheduler scheduler) {
        Mono<Integer> sweep = Mono.defer(() -> saga.sweep(limit))
                .subscribeOn(scheduler)
                .timeout(longestSweep, scheduler)
                .doOnError(fault -> log.warn("sweeping sagas failed, trying again: {}", fault.toString()))
                .retryWhen(Retry.backoff(Long.MAX_VALUE, timing.firstBackOff())
                        .maxBackoff(timing.maxBackOff())
                        .scheduler(scheduler));
        return sweep.flatMap(taken -> taken < limit ? Mono.delay(pause, scheduler) : Mono.empty())
                .repeat()
                .then();
    }

    @Override
    public void stop() {
        started = false;
        running.update(Disposables.disposed());
    }

    @Override
    public boolean isRunning() {
        return started;
    }

    /** After what it sweeps with has started, and stopped before it. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE - 100;
    }
}
