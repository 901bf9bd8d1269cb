package dev.ares.inventory.config;

import java.time.Duration;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

import dev.ares.degradation.VitalSign;
import dev.ares.inventory.application.CatalogueMemory;
import dev.ares.observability.Uncancelled;

/**
 * Reads the catalogue again and again; not while the store is in trouble, which would be asked for all of it then. What was
 * not read, and a catalogue without a product, is looked at again soon.
 */
final class CatalogueRenewal implements ApplicationListener<ApplicationReadyEvent>, DisposableBean {

    /** Until the next look where there is nothing to remember yet, or reading failed. */
    static final Duration SOON = Duration.ofSeconds(5);

    /** Longer than reading ten thousand products takes. */
    static final Duration LONGEST_READ = Duration.ofSeconds(10);

    private static final Logger log = LoggerFactory.getLogger(CatalogueRenewal.class);

    private final CatalogueMemory memory;
    private final VitalSign store;
    private final Duration interval;
    private final Scheduler scheduler;
    private final Disposable.Swap running = Disposables.swap();

    CatalogueRenewal(CatalogueMemory memory, VitalSign store, Duration interval, Scheduler scheduler) {
        this.memory = memory;
        this.store = store;
        this.interval = interval;
        this.scheduler = scheduler;
    }

    @Override
    public void onApplicationEvent(ApplicationReadyEvent ready) {
        start();
    }

    void start() {
        running.update(Mono.defer(this::look)
                .flatMap(isRead -> Mono.delay(isRead ? interval : soon(), scheduler))
                .repeat()
                .subscribe());
    }

    private Duration soon() {
        return interval.compareTo(SOON) < 0 ? interval : SOON;
    }

    /** Whether there is something to remember now that was just read. */
    private Mono<Boolean> look() {
        if (store.isUnwell()) {
            return Mono.just(false);
        }
        return Uncancelled.toItsEnd(memory.renew())
                .timeout(LONGEST_READ, scheduler)
                .then(Mono.fromSupplier(() -> !memory.isEmpty()))
                .onErrorResume(fault -> {
                    log.warn("The catalogue was not read again: {}", fault.toString());
                    return Mono.just(false);
                });
    }

    @Override
    public void destroy() {
        running.dispose();
    }
}
