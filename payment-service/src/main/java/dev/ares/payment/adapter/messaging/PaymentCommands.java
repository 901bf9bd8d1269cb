package dev.ares.payment.adapter.messaging;

import java.util.List;

import reactor.core.publisher.Mono;

import dev.ares.contracts.Topics;
import dev.ares.contracts.payment.v1.Pay;
import dev.ares.messaging.Received;
import dev.ares.messaging.Subscription;
import dev.ares.payment.application.RecordIntents;
import dev.ares.payment.domain.Money;
import dev.ares.payment.domain.PaymentRequest;

/** Reads Pay commands. One that cannot be understood is the command's own fault, and parked by the library. */
public final class PaymentCommands {

    public static final String READER = "payment-service";

    private final RecordIntents recordIntents;

    public PaymentCommands(RecordIntents recordIntents) {
        this.recordIntents = recordIntents;
    }

    public Subscription subscription() {
        return Subscription.to(Topics.PAYMENT_COMMANDS, READER)
                .on(Pay.getDefaultInstance(), this::pay)
                .build();
    }

    private Mono<Void> pay(List<Received<Pay>> commands) {
        return Mono.defer(() -> recordIntents.record(commands.stream()
                .map(Received::body)
                .map(PaymentCommands::request)
                .toList()));
    }

    private static PaymentRequest request(Pay pay) {
        var amount = new Money(pay.getAmount().getAmount(), pay.getAmount().getCurrency());
        return new PaymentRequest(
                pay.getOrderId(), pay.getUserId(), amount, pay.getPaymentMethod(), pay.getReceiptEmail());
    }
}
