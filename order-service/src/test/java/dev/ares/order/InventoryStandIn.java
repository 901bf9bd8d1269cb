package dev.ares.order;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;

import dev.ares.contracts.inventory.v1.CatalogueGrpc;
import dev.ares.contracts.inventory.v1.Quote;
import dev.ares.contracts.inventory.v1.QuoteRequest;
import dev.ares.contracts.inventory.v1.QuoteResponse;
import dev.ares.contracts.money.v1.Money;

/** Stands in for inventory-service over gRPC: quotes a few products, or is out of order. */
final class InventoryStandIn extends CatalogueGrpc.CatalogueImplBase {

    private static final Map<String, Money> PRICES = Map.of(
            "mug", money(1250, "EUR"),
            "pen", money(199, "EUR"),
            "scarce", money(5000, "EUR"),
            "unanswered", money(700, "EUR"),
            "speechless", money(700, "EUR"),
            "tray", money(750, "EUR"),
            "bowl", money(3000, "JPY"),
            "never-quoted", money(1, "EUR"));

    final AtomicBoolean outOfOrder = new AtomicBoolean();
    private final Map<String, Integer> asked = new ConcurrentHashMap<>();
    private final Server server;

    InventoryStandIn() {
        try {
            server = NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
                    .addService(this)
                    .build()
                    .start();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    int port() {
        return server.getPort();
    }

    /** How often it was asked for the price of this product. */
    int asked(String sku) {
        return asked.getOrDefault(sku, 0);
    }

    @Override
    public void quote(QuoteRequest request, StreamObserver<QuoteResponse> answer) {
        if (outOfOrder.get()) {
            answer.onError(Status.UNAVAILABLE.asRuntimeException());
            return;
        }
        QuoteResponse.Builder quotes = QuoteResponse.newBuilder();
        for (String sku : request.getSkusList()) {
            asked.merge(sku, 1, Integer::sum);
            Money price = PRICES.get(sku);
            if (price != null) {
                quotes.addQuotes(
                        Quote.newBuilder().setSku(sku).setName("A " + sku).setUnitPrice(price));
            }
        }
        answer.onNext(quotes.build());
        answer.onCompleted();
    }

    private static Money money(long amount, String currency) {
        return Money.newBuilder().setAmount(amount).setCurrency(currency).build();
    }
}
