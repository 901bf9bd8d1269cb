package dev.ares.payment.holding;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import reactor.core.publisher.Mono;

import dev.ares.contracts.payment.v1.AuthorisationsGrpc;
import dev.ares.contracts.payment.v1.HoldResponse;
import dev.ares.contracts.payment.v1.LetGoResponse;
import dev.ares.contracts.payment.v1.Pay;
import dev.ares.contracts.payment.v1.PaymentRefused;
import dev.ares.payment.adapter.stripe.StripeHolds;
import dev.ares.payment.adapter.stripe.StripeHolds.Hold;
import dev.ares.payment.domain.Money;
import dev.ares.payment.domain.PaymentRequest;
import dev.ares.payment.domain.ProviderAnswer;
import dev.ares.web.grpc.GrpcAnswers;

/**
 * Holds and lets go, as gRPC. Nothing is stored: who asks has stored the wish, and the provider what became of it. The
 * payment's row comes with the command that takes the money.
 */
final class AuthorisationsService extends AuthorisationsGrpc.AuthorisationsImplBase {

    private final StripeHolds holds;
    private final GrpcAnswers answers;

    AuthorisationsService(StripeHolds holds, GrpcAnswers answers) {
        this.holds = holds;
        this.answers = answers;
    }

    @Override
    public void hold(Pay wish, StreamObserver<HoldResponse> observer) {
        answers.send(
                Mono.defer(() -> holds.hold(request(wish)))
                        .onErrorMap(AuthorisationsService::notKnown)
                        .flatMap(hold -> answer(wish, hold)),
                observer);
    }

    @Override
    public void letGo(Pay wish, StreamObserver<LetGoResponse> observer) {
        answers.send(
                Mono.defer(() -> holds.letGo(request(wish)))
                        .onErrorMap(AuthorisationsService::notKnown)
                        .map(held -> LetGoResponse.newBuilder().setWasHeld(held).build()),
                observer);
    }

    private static Mono<HoldResponse> answer(Pay wish, Hold hold) {
        if (hold instanceof Hold.Held) {
            return Mono.just(HoldResponse.getDefaultInstance());
        }
        ProviderAnswer answer = ((Hold.NotHeld) hold).answer();
        if (answer instanceof ProviderAnswer.Refused refused) {
            return Mono.just(HoldResponse.newBuilder()
                    .setRefused(PaymentRefused.newBuilder()
                            .setOrderId(wish.getOrderId())
                            .setReason(refused.reason().name())
                            .setDetail(refused.detail()))
                    .build());
        }
        return Mono.error(Status.FAILED_PRECONDITION
                .withDescription("hold: " + answer + " (expected: held, or refused)")
                .asException());
    }

    private static Throwable notKnown(Throwable fault) {
        return fault instanceof IllegalArgumentException malformed
                ? Status.INVALID_ARGUMENT
                        .withDescription(malformed.getMessage())
                        .asException()
                : Status.UNAVAILABLE
                        .withDescription("the provider's answer is not known")
                        .withCause(fault)
                        .asException();
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
