package dev.ares.payment.plain;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import reactor.core.publisher.Mono;

import dev.ares.contracts.payment.v1.AuthorisationsGrpc;
import dev.ares.contracts.payment.v1.HoldResponse;
import dev.ares.contracts.payment.v1.Pay;
import dev.ares.contracts.payment.v1.PaymentRefused;
import dev.ares.payment.domain.Money;
import dev.ares.payment.domain.PaymentRequest;
import dev.ares.payment.domain.ProviderAnswer;
import dev.ares.web.grpc.GrpcAnswers;

/** Payments as gRPC: the contract of the variant for Seata, of which Hold takes the money here, at once and for good. */
final class PlainPaymentsService extends AuthorisationsGrpc.AuthorisationsImplBase {

    private final PayAtOnce payments;
    private final GrpcAnswers answers;

    PlainPaymentsService(PayAtOnce payments, GrpcAnswers answers) {
        this.payments = payments;
        this.answers = answers;
    }

    @Override
    public void hold(Pay wish, StreamObserver<HoldResponse> observer) {
        answers.send(Mono.defer(() -> payments.pay(request(wish))).flatMap(answer -> answer(wish, answer)), observer);
    }

    private static Mono<HoldResponse> answer(Pay wish, ProviderAnswer answer) {
        if (answer instanceof ProviderAnswer.Captured) {
            return Mono.just(HoldResponse.getDefaultInstance());
        }
        if (answer instanceof ProviderAnswer.Refused refused) {
            return Mono.just(HoldResponse.newBuilder()
                    .setRefused(PaymentRefused.newBuilder()
                            .setOrderId(wish.getOrderId())
                            .setReason(refused.reason().name())
                            .setDetail(refused.detail()))
                    .build());
        }
        return Mono.error(Status.UNAVAILABLE.withDescription(answer.toString()).asException());
    }

    private static PaymentRequest request(Pay pay) {
        return new PaymentRequest(
                pay.getOrderId(),
                pay.getUserId(),
                new Money(pay.getAmount().getAmount(), pay.getAmount().getCurrency()),
                pay.getPaymentMethod(),
                pay.getReceiptEmail());
    }
}
