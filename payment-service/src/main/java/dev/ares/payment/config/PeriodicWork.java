package dev.ares.payment.config;

import java.time.Duration;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/** Runs a piece of work again and again, one run at a time, with a pause after each. A failed run is logged. */
final class PeriodicWork implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(PeriodicWork.class);

    private final String name;
    private final Duration pause;
    private final Supplier<Mono<Void>> work;
    private @Nullable Disposable running;

    PeriodicWork(String name, Duration pause, Supplier<Mono<Void>> work) {
        this.name = name;
        this.pause = pause;
        this.work = work;
    }

    @Override
    public synchronized void start() {
        running = Mono.defer(work)
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
