package dev.ares.payment.adapter.grpc;

import io.grpc.stub.StreamObserver;
import reactor.core.publisher.Mono;

import dev.ares.contracts.money.v1.Money;
import dev.ares.contracts.payment.v1.FindPaymentRequest;
import dev.ares.contracts.payment.v1.Payment;
import dev.ares.contracts.payment.v1.PaymentStatus;
import dev.ares.contracts.payment.v1.PaymentsGrpc;
import dev.ares.payment.application.FindPayment;
import dev.ares.web.Problem;
import dev.ares.web.grpc.GrpcAnswers;

/** Answers what became of an order's payment. */
public final class PaymentsEndpoint extends PaymentsGrpc.PaymentsImplBase {

    private final FindPayment findPayment;
    private final GrpcAnswers answers;

    public PaymentsEndpoint(FindPayment findPayment, GrpcAnswers answers) {
        this.findPayment = findPayment;
        this.answers = answers;
    }

    @Override
    public void find(FindPaymentRequest request, StreamObserver<Payment> caller) {
        Mono<Payment> found = request.getOrderId().isEmpty()
                ? Mono.error(Problem.badRequest("order_id", "an order's id"))
                : findPayment.ofOrder(request.getOrderId()).map(PaymentsEndpoint::toMessage);
        answers.send(found, caller);
    }

    private static Payment toMessage(dev.ares.payment.domain.Payment payment) {
        String currency = payment.amount().currency();
        var message = Payment.newBuilder()
                .setPaymentId(payment.id().toString())
                .setOrderId(payment.orderId())
                .setStatus(PaymentStatus.valueOf("PAYMENT_STATUS_" + payment.status()))
                .setAmount(money(payment.amount().amount(), currency))
                .setRefunded(money(payment.refunded(), currency));
        payment.refusal().ifPresent(reason -> message.setReason(reason.name()));
        String reference = payment.reference();
        return reference == null
                ? message.build()
                : message.setProviderReference(reference).build();
    }

    private static Money money(long amount, String currency) {
        return Money.newBuilder().setAmount(amount).setCurrency(currency).build();
    }
}
