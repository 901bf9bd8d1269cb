package dev.ares.inventory.adapter.metrics;

import java.util.List;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import reactor.core.publisher.Mono;

import dev.ares.inventory.application.Answers;
import dev.ares.inventory.domain.Refusal;
import dev.ares.inventory.domain.ReservationAnswer;
import dev.ares.inventory.domain.StockLevel;
import dev.ares.messaging.AfterCommit;

/**
 * Counts what orders are told, once it is committed: {@code ares.stock.answers} by {@code answer} and, for a refusal,
 * {@code reason}. An answer that is given again to a repeated command counts again.
 */
public final class CountedAnswers implements Answers {

    private final Answers answers;
    private final MeterRegistry registry;

    public CountedAnswers(Answers answers, MeterRegistry registry) {
        this.answers = answers;
        this.registry = registry;
        counter("reserved", "");
        counter("refused", Refusal.OUT_OF_STOCK.name());
    }

    @Override
    public Mono<Void> send(List<ReservationAnswer> sent, List<StockLevel> changed) {
        return answers.send(sent, changed).then(AfterCommit.run(() -> sent.forEach(this::count)));
    }

    private void count(ReservationAnswer answer) {
        String reason = answer instanceof ReservationAnswer.Refused refused
                ? refused.reason().name()
                : "";
        counter(name(answer), reason).increment();
    }

    private Counter counter(String answer, String reason) {
        return Counter.builder("ares.stock.answers")
                .description("Answers to reservations, releases and confirmations")
                .tag("answer", answer)
                .tag("reason", reason)
                .register(registry);
    }

    private static String name(ReservationAnswer answer) {
        if (answer instanceof ReservationAnswer.Reserved) {
            return "reserved";
        }
        if (answer instanceof ReservationAnswer.Refused) {
            return "refused";
        }
        if (answer instanceof ReservationAnswer.Released) {
            return "released";
        }
        return answer instanceof ReservationAnswer.Committed ? "committed" : "returned";
    }
}
