package dev.ares.payment.config;

import java.time.Duration;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/**
 * Runs a piece of work again and again, one run at a time, with a pause after each. A failed run is logged, and so is
 * one that takes longer than it may: when the database's host vanishes, a run would never end, and none would follow.
 */
final class PeriodicWork implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(PeriodicWork.class);

    private final String name;
    private final Duration pause;
    private final Duration longest;
    private final Supplier<Mono<Void>> work;
    private @Nullable Disposable running;

    PeriodicWork(String name, Duration pause, Duration longest, Supplier<Mono<Void>> work) {
        this.name = name;
        this.pause = pause;
        this.longest = longest;
        this.work = work;
    }

    @Override
    public synchronized void start() {
        running = Mono.defer(work)
                .timeout(longest)
                .onErrorResume(failure -> {
                    LOG.warn("{}: {}", name, failure.toString());
                    return Mono.empty();
                })
                .repeatWhen(runs -> runs.delayElements(pause))
                .subscribe();
    }

    @Override
    public synchronized void stop() {
        if (running != null) {
            running.dispose();
            running = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return running != null;
    }
}
