package dev.ares.payment.adapter.messaging;

import java.util.List;
import java.util.UUID;

import reactor.core.publisher.Mono;

import dev.ares.contracts.Topics;
import dev.ares.contracts.payment.v1.Pay;
import dev.ares.contracts.payment.v1.RefundPayment;
import dev.ares.messaging.Received;
import dev.ares.messaging.Subscription;
import dev.ares.payment.application.RecordIntents;
import dev.ares.payment.application.RecordRefunds;
import dev.ares.payment.domain.Money;
import dev.ares.payment.domain.PaymentRequest;
import dev.ares.payment.domain.RefundRequest;

/** Reads Pay and RefundPayment commands. One that cannot be understood is the command's own fault, and parked by the library. */
public final class PaymentCommands {

    public static final String READER = "payment-service";

    private final RecordIntents recordIntents;
    private final RecordRefunds recordRefunds;

    public PaymentCommands(RecordIntents recordIntents, RecordRefunds recordRefunds) {
        this.recordIntents = recordIntents;
        this.recordRefunds = recordRefunds;
    }

    public Subscription subscription() {
        return Subscription.to(Topics.PAYMENT_COMMANDS, READER)
                .on(Pay.getDefaultInstance(), this::pay)
                .on(RefundPayment.getDefaultInstance(), this::refund)
                .build();
    }

    private Mono<Void> pay(List<Received<Pay>> commands) {
        return Mono.defer(() -> recordIntents.record(commands.stream()
                .map(Received::body)
                .map(PaymentCommands::request)
                .toList()));
    }

    private Mono<Void> refund(List<Received<RefundPayment>> commands) {
        return Mono.defer(() -> recordRefunds.record(commands.stream()
                .map(Received::body)
                .map(PaymentCommands::request)
                .toList()));
    }

    private static RefundRequest request(RefundPayment refund) {
        return new RefundRequest(
                UUID.fromString(refund.getRefundId()), refund.getOrderId(), amount(refund.getAmount()));
    }

    private static Money amount(dev.ares.contracts.money.v1.Money amount) {
        return new Money(amount.getAmount(), amount.getCurrency());
    }

    private static PaymentRequest request(Pay pay) {
        return new PaymentRequest(
                pay.getOrderId(),
                pay.getUserId(),
                amount(pay.getAmount()),
                pay.getPaymentMethod(),
                pay.getReceiptEmail());
    }
}
