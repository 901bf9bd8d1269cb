package dev.ares.order.global;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;

import dev.ares.contracts.inventory.v1.CatalogueGrpc;
import dev.ares.contracts.inventory.v1.Quote;
import dev.ares.contracts.inventory.v1.QuoteRequest;
import dev.ares.contracts.inventory.v1.QuoteResponse;
import dev.ares.contracts.inventory.v1.ReleaseStock;
import dev.ares.contracts.inventory.v1.ReserveStock;
import dev.ares.contracts.inventory.v1.SellResponse;
import dev.ares.contracts.inventory.v1.StockBranchGrpc;
import dev.ares.contracts.inventory.v1.StockRefused;
import dev.ares.contracts.inventory.v1.StockReleased;
import dev.ares.contracts.money.v1.Money;
import dev.ares.contracts.payment.v1.AuthorisationsGrpc;
import dev.ares.contracts.payment.v1.HoldResponse;
import dev.ares.contracts.payment.v1.LetGoResponse;
import dev.ares.contracts.payment.v1.Pay;
import dev.ares.contracts.payment.v1.PaymentRefused;
import dev.ares.seata.XidOfCalls;

/**
 * Stands in for inventory and payment over gRPC, by script: everything costs 12.50, {@code scarce} is out of stock,
 * {@code hot} is held by others twice, the first sale of {@code flaky} gets no answer and none of {@code away} does, and cards
 * decline by their name. Remembers every call.
 */
final class OtherServices {

    /** @param xid the global transaction's; empty where there is none */
    record Call(String what, String order, String xid) {}

    private static final int TURNS_OF_OTHERS = 2;

    private final Queue<Call> calls = new ConcurrentLinkedQueue<>();
    private final Set<String> sold = ConcurrentHashMap.newKeySet();
    private final Server server;

    OtherServices() {
        try {
            server = NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
                    .addService(new Prices())
                    .addService(new Stock())
                    .addService(new Holds())
                    .intercept(new XidOfCalls())
                    .build()
                    .start();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    int port() {
        return server.getPort();
    }

    List<Call> calls(String what, String order) {
        return calls.stream()
                .filter(call -> call.what.equals(what) && call.order.equals(order))
                .toList();
    }

    /** As if it had been asked for. */
    void sold(String order) {
        sold.add(order);
    }

    private int remember(String what, String order) {
        calls.add(new Call(what, order, Objects.requireNonNullElse(XidOfCalls.current(), "")));
        return calls(what, order).size();
    }

    private static <A> void answer(StreamObserver<A> caller, A answer) {
        caller.onNext(answer);
        caller.onCompleted();
    }

    private static final class Prices extends CatalogueGrpc.CatalogueImplBase {

        @Override
        public void quote(QuoteRequest request, StreamObserver<QuoteResponse> caller) {
            QuoteResponse.Builder quotes = QuoteResponse.newBuilder();
            request.getSkusList()
                    .forEach(sku -> quotes.addQuotes(Quote.newBuilder()
                            .setSku(sku)
                            .setName("A " + sku)
                            .setUnitPrice(Money.newBuilder().setAmount(1250).setCurrency("EUR"))));
            answer(caller, quotes.build());
        }
    }

    private final class Stock extends StockBranchGrpc.StockBranchImplBase {

        @Override
        public void sell(ReserveStock order, StreamObserver<SellResponse> caller) {
            int time = remember("sell", order.getOrderId());
            switch (order.getLines(0).getSku()) {
                case "scarce" -> answer(caller, refusal(order, "OUT_OF_STOCK"));
                case "hot" -> sell(order, caller, time <= TURNS_OF_OTHERS ? Status.ABORTED : Status.OK);
                case "flaky" -> sell(order, caller, time == 1 ? Status.UNAVAILABLE : Status.OK);
                case "away" -> sell(order, caller, Status.UNAVAILABLE);
                default -> sell(order, caller, Status.OK);
            }
        }

        @Override
        public void find(ReserveStock order, StreamObserver<SellResponse> caller) {
            answer(
                    caller,
                    sold.contains(order.getOrderId()) ? SellResponse.getDefaultInstance() : refusal(order, "NOT_SOLD"));
        }

        @Override
        public void giveBack(ReleaseStock order, StreamObserver<StockReleased> caller) {
            remember("take back", order.getOrderId());
            sold.remove(order.getOrderId());
            answer(
                    caller,
                    StockReleased.newBuilder().setOrderId(order.getOrderId()).build());
        }

        private void sell(ReserveStock order, StreamObserver<SellResponse> caller, Status status) {
            if (status.isOk()) {
                sold.add(order.getOrderId());
                answer(caller, SellResponse.getDefaultInstance());
            } else {
                caller.onError(status.asException());
            }
        }

        private static SellResponse refusal(ReserveStock order, String reason) {
            return SellResponse.newBuilder()
                    .setRefused(StockRefused.newBuilder()
                            .setOrderId(order.getOrderId())
                            .setReason(reason)
                            .addSkus(order.getLines(0).getSku()))
                    .build();
        }
    }

    private final class Holds extends AuthorisationsGrpc.AuthorisationsImplBase {

        @Override
        public void hold(Pay wish, StreamObserver<HoldResponse> caller) {
            remember("hold", wish.getOrderId());
            HoldResponse.Builder answer = HoldResponse.newBuilder();
            if (wish.getPaymentMethod().equals("pm_card_chargeDeclined")) {
                answer.setRefused(PaymentRefused.newBuilder()
                        .setOrderId(wish.getOrderId())
                        .setReason("PAYMENT_DECLINED")
                        .setDetail("generic_decline"));
            }
            answer(caller, answer.build());
        }

        @Override
        public void letGo(Pay wish, StreamObserver<LetGoResponse> caller) {
            remember("let go", wish.getOrderId());
            answer(caller, LetGoResponse.newBuilder().setWasHeld(true).build());
        }
    }
}
