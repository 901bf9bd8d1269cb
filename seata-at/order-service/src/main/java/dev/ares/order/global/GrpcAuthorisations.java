package dev.ares.order.global;

import java.util.Objects;
import java.util.concurrent.TimeUnit;

import dev.ares.contracts.money.v1.Money;
import dev.ares.contracts.payment.v1.AuthorisationsGrpc.AuthorisationsBlockingStub;
import dev.ares.contracts.payment.v1.HoldResponse;
import dev.ares.contracts.payment.v1.Pay;
import dev.ares.order.saga.CheckoutState;

/** {@link Authorisations} of the payment service. */
final class GrpcAuthorisations implements Authorisations {

    /** Longer than the payment service waits for the provider, which it says then. */
    private static final long LONGEST_MILLIS = 10_000;

    private final AuthorisationsBlockingStub payment;

    GrpcAuthorisations(AuthorisationsBlockingStub payment) {
        this.payment = payment;
    }

    @Override
    public Answer hold(CheckoutState checkout) {
        HoldResponse answer = inTime().hold(wish(checkout));
        return answer.hasRefused()
                ? new Answer.Refused(
                        answer.getRefused().getReason(), answer.getRefused().getDetail())
                : new Answer.Held();
    }

    @Override
    public void letGo(CheckoutState checkout) {
        Objects.requireNonNull(inTime().letGo(wish(checkout)));
    }

    private AuthorisationsBlockingStub inTime() {
        return payment.withDeadlineAfter(LONGEST_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** What is sent as the message Pay later: the provider wants the same under the same key. */
    private static Pay wish(CheckoutState checkout) {
        return Pay.newBuilder()
                .setOrderId(checkout.orderId().toString())
                .setUserId(checkout.userId())
                .setAmount(Money.newBuilder()
                        .setAmount(checkout.total().amount())
                        .setCurrency(checkout.total().currency()))
                .setPaymentMethod(checkout.paymentMethod())
                .setReceiptEmail(Objects.requireNonNullElse(checkout.receiptEmail(), ""))
                .build();
    }
}
