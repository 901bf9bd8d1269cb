package dev.ares.payment.adapter.metrics;

import java.util.List;
import java.util.Locale;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import reactor.core.publisher.Mono;

import dev.ares.messaging.AfterCommit;
import dev.ares.payment.application.Replies;
import dev.ares.payment.domain.Payment;
import dev.ares.payment.domain.PaymentStatus;
import dev.ares.payment.domain.RefusalReason;

/**
 * Counts what became of payments, once it is committed: {@code ares.payments} by {@code outcome} (captured, refused,
 * parked) and, for a refusal, {@code reason}. A parked payment is asked about again and again; each time that leaves it
 * parked counts.
 */
public final class CountedReplies implements Replies {

    private final Replies replies;
    private final MeterRegistry registry;

    public CountedReplies(Replies replies, MeterRegistry registry) {
        this.replies = replies;
        this.registry = registry;
        counter(PaymentStatus.CAPTURED, "");
        counter(PaymentStatus.PARKED, "");
        counter(PaymentStatus.REFUSED, RefusalReason.PAYMENT_DECLINED.name());
    }

    @Override
    public Mono<Void> send(List<Payment> changed) {
        return replies.send(changed).then(AfterCommit.run(() -> changed.forEach(this::count)));
    }

    private void count(Payment payment) {
        if (payment.status() == PaymentStatus.PENDING) {
            return;
        }
        counter(payment.status(), payment.refusal().map(RefusalReason::name).orElse(""))
                .increment();
    }

    private Counter counter(PaymentStatus outcome, String reason) {
        return Counter.builder("ares.payments")
                .description("What became of payments")
                .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
                .tag("reason", reason)
                .register(registry);
    }
}
