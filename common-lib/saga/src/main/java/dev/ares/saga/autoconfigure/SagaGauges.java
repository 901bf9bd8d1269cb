package dev.ares.saga.autoconfigure;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;

import dev.ares.saga.SagaEngine;
import dev.ares.saga.SagaReader;
import dev.ares.saga.SagaReader.Census;

/**
 * Counts the sagas that have not ended, every five seconds: {@code ares.sagas.running}, {@code ares.sagas.parked} and
 * {@code ares.sagas.oldest.age} (seconds) by {@code saga}. They are those of all replicas, in each.
 */
final class SagaGauges implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(SagaGauges.class);

    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final SagaEngine engine;
    private final SagaReader reader;
    private final MultiGauge running;
    private final MultiGauge parked;
    private final MultiGauge oldest;
    private final Disposable.Swap counting = Disposables.swap();
    private volatile boolean started;

    SagaGauges(SagaEngine engine, SagaReader reader, MeterRegistry meters) {
        this.engine = engine;
        this.reader = reader;
        this.running = MultiGauge.builder("ares.sagas.running").register(meters);
        this.parked = MultiGauge.builder("ares.sagas.parked").register(meters);
        this.oldest =
                MultiGauge.builder("ares.sagas.oldest.age").baseUnit("seconds").register(meters);
    }

    @Override
    public void start() {
        started = true;
        counting.update(Mono.defer(() -> reader.census().collectList())
                .timeout(PAUSE)
                .doOnNext(this::show)
                .doOnError(fault -> log.warn("counting sagas failed, trying again: {}", fault.toString()))
                .onErrorComplete()
                .repeatWhen(ended -> ended.delayElements(PAUSE))
                .subscribe());
    }

    private void show(List<Census> counted) {
        Map<String, Census> bySaga = new HashMap<>();
        engine.sagas().forEach(saga -> bySaga.put(saga, new Census(saga, 0, 0, Duration.ZERO)));
        counted.forEach(census -> bySaga.put(census.saga(), census));
        show(running, bySaga, Census::running);
        show(parked, bySaga, Census::parked);
        show(oldest, bySaga, census -> census.oldest().toMillis() / 1000.0);
    }

    private static void show(MultiGauge gauge, Map<String, Census> bySaga, ToDoubleFunction<Census> figure) {
        gauge.register(
                bySaga.values().stream()
                        .map(census -> Row.of(Tags.of("saga", census.saga()), figure.applyAsDouble(census)))
                        .toList(),
                true);
    }

    @Override
    public void stop() {
        started = false;
        counting.update(Disposables.disposed());
    }

    @Override
    public boolean isRunning() {
        return started;
    }
}
