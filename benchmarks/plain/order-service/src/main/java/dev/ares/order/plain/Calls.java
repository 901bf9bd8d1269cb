package dev.ares.order.plain;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import com.google.common.util.concurrent.FutureCallback;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.MoreExecutors;
import io.grpc.Channel;
import reactor.core.publisher.Mono;

import dev.ares.contracts.inventory.v1.ReservationLine;
import dev.ares.contracts.inventory.v1.ReserveStock;
import dev.ares.contracts.inventory.v1.StockBranchGrpc;
import dev.ares.contracts.inventory.v1.StockBranchGrpc.StockBranchFutureStub;
import dev.ares.contracts.money.v1.Money;
import dev.ares.contracts.payment.v1.AuthorisationsGrpc;
import dev.ares.contracts.payment.v1.AuthorisationsGrpc.AuthorisationsFutureStub;
import dev.ares.contracts.payment.v1.Pay;
import dev.ares.order.domain.Order;

/** The other services, asked directly. Each call answers with the reason of a refusal, and is made once. */
final class Calls {

    private static final long LONGEST_SECONDS = 10;

    private final StockBranchFutureStub inventory;
    private final AuthorisationsFutureStub payment;

    Calls(Channel inventory, Channel payment) {
        this.inventory = StockBranchGrpc.newFutureStub(inventory);
        this.payment = AuthorisationsGrpc.newFutureStub(payment);
    }

    Mono<Optional<String>> reserve(Order order) {
        ReserveStock request = ReserveStock.newBuilder()
                .setOrderId(order.id().value().toString())
                .addAllLines(order.lines().stream()
                        .map(line -> ReservationLine.newBuilder()
                                .setSku(line.sku())
                                .setQuantity(line.quantity())
                                .build())
                        .toList())
                .build();
        return answer(() -> inventory
                        .withDeadlineAfter(LONGEST_SECONDS, TimeUnit.SECONDS)
                        .sell(request))
                .map(answer ->
                        answer.hasRefused() ? Optional.of(answer.getRefused().getReason()) : Optional.empty());
    }

    Mono<Optional<String>> pay(Order order, String paymentMethod, Optional<String> receiptEmail) {
        Pay request = Pay.newBuilder()
                .setOrderId(order.id().value().toString())
                .setUserId(order.userId())
                .setAmount(Money.newBuilder()
                        .setAmount(order.total().amount())
                        .setCurrency(order.total().currency()))
                .setPaymentMethod(paymentMethod)
                .setReceiptEmail(receiptEmail.orElse(""))
                .build();
        return answer(() -> payment.withDeadlineAfter(LONGEST_SECONDS, TimeUnit.SECONDS)
                        .hold(request))
                .map(answer ->
                        answer.hasRefused() ? Optional.of(answer.getRefused().getReason()) : Optional.empty());
    }

    private static <A> Mono<A> answer(Supplier<ListenableFuture<A>> call) {
        return Mono.create(sink -> Futures.addCallback(
                call.get(),
                new FutureCallback<A>() {
                    @Override
                    public void onSuccess(A answer) {
                        sink.success(answer);
                    }

                    @Override
                    public void onFailure(Throwable failure) {
                        sink.error(failure);
                    }
                },
                MoreExecutors.directExecutor()));
    }
}
