package dev.ares.payment.plain;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;

import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

import dev.ares.payment.application.PaymentProvider;
import dev.ares.payment.domain.Payment;
import dev.ares.payment.domain.PaymentRequest;
import dev.ares.payment.domain.ProviderAnswer;
import dev.ares.payment.domain.ProviderAnswer.Captured;

/**
 * Asks the provider first and writes the payment down after it, in one statement: who crashes in between has taken money that
 * nobody here knows of.
 */
final class PayAtOnce {

    private static final String INSERT = """
            INSERT INTO payment (id, order_id, user_id, amount, currency, method, receipt_email, idempotency_key,
                                 status, provider_reference, detail, attempts, first_sent_at, created_at, version)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'CAPTURED', $9, '', 0, $10, $10, 1)
            ON CONFLICT (order_id) DO NOTHING""";

    private final PaymentProvider provider;
    private final DatabaseClient database;
    private final Clock clock;

    PayAtOnce(PaymentProvider provider, DatabaseClient database, Clock clock) {
        this.provider = provider;
        this.database = database;
        this.clock = clock;
    }

    /** What the provider said. A refusal is not written down. */
    Mono<ProviderAnswer> pay(PaymentRequest request) {
        Payment payment = Payment.intended(request, clock.instant(), Duration.ZERO);
        return provider.pay(payment)
                .flatMap(answer -> answer instanceof Captured captured
                        ? write(payment, captured).thenReturn(answer)
                        : Mono.just(answer));
    }

    private Mono<Void> write(Payment payment, Captured captured) {
        PaymentRequest request = payment.request();
        return database.sql(INSERT)
                .bind(0, payment.id())
                .bind(1, request.orderId())
                .bind(2, request.userId())
                .bind(3, request.amount().amount())
                .bind(4, request.amount().currency())
                .bind(5, request.method())
                .bind(6, request.receiptEmail())
                .bind(7, payment.key())
                .bind(8, captured.reference())
                .bind(9, payment.createdAt().atOffset(ZoneOffset.UTC))
                .then();
    }
}
