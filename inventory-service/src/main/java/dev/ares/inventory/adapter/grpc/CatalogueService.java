package dev.ares.inventory.adapter.grpc;

import java.time.Duration;
import java.util.List;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;

import dev.ares.contracts.inventory.v1.AvailabilityRequest;
import dev.ares.contracts.inventory.v1.AvailabilityResponse;
import dev.ares.contracts.inventory.v1.Available;
import dev.ares.contracts.inventory.v1.CatalogueGrpc;
import dev.ares.contracts.inventory.v1.Quote;
import dev.ares.contracts.inventory.v1.QuoteRequest;
import dev.ares.contracts.inventory.v1.QuoteResponse;
import dev.ares.contracts.money.v1.Money;
import dev.ares.inventory.application.CheckAvailability;
import dev.ares.inventory.application.QuotePrices;
import dev.ares.inventory.domain.Availability;
import dev.ares.inventory.domain.Product;
import dev.ares.inventory.domain.Sku;

/**
 * Answers about products. At most {@link #MAX_SKUS} in one question; a malformed SKU is unknown, like any other that no
 * product has.
 */
public final class CatalogueService extends CatalogueGrpc.CatalogueImplBase {

    static final int MAX_SKUS = 1000;

    private static final Logger log = LoggerFactory.getLogger(CatalogueService.class);

    /** The caller's deadline is shorter; this one is for callers that set none. */
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    private final QuotePrices quotePrices;
    private final CheckAvailability checkAvailability;

    public CatalogueService(QuotePrices quotePrices, CheckAvailability checkAvailability) {
        this.quotePrices = quotePrices;
        this.checkAvailability = checkAvailability;
    }

    @Override
    public void quote(QuoteRequest request, StreamObserver<QuoteResponse> observer) {
        Mono<QuoteResponse> answer = skus(request.getSkusList())
                .flatMap(quotePrices::of)
                .map(products -> QuoteResponse.newBuilder()
                        .addAllQuotes(
                                products.stream().map(CatalogueService::quote).toList())
                        .build());
        send(answer, observer);
    }

    @Override
    public void availability(AvailabilityRequest request, StreamObserver<AvailabilityResponse> observer) {
        Mono<AvailabilityResponse> answer = skus(request.getSkusList())
                .flatMap(checkAvailability::of)
                .map(found -> AvailabilityResponse.newBuilder()
                        .addAllAvailable(
                                found.stream().map(CatalogueService::available).toList())
                        .build());
        send(answer, observer);
    }

    private static Mono<List<Sku>> skus(List<String> asked) {
        if (asked.size() > MAX_SKUS) {
            String expected = "skus: %d (expected: at most %d)".formatted(asked.size(), MAX_SKUS);
            return Mono.error(Status.INVALID_ARGUMENT.withDescription(expected).asRuntimeException());
        }
        return Mono.just(
                asked.stream().filter(Sku::isValid).distinct().map(Sku::new).toList());
    }

    private static Quote quote(Product product) {
        return Quote.newBuilder()
                .setSku(product.sku().value())
                .setName(product.name())
                .setUnitPrice(Money.newBuilder()
                        .setAmount(product.price().amount())
                        .setCurrency(product.price().currency()))
                .build();
    }

    private static Available available(Availability availability) {
        return Available.newBuilder()
                .setSku(availability.sku().value())
                .setAvailable(availability.available())
                .setVersion(availability.version())
                .build();
    }

    private static <T> void send(Mono<T> answer, StreamObserver<T> observer) {
        ServerCallStreamObserver<T> call = (ServerCallStreamObserver<T>) observer;
        Disposable.Swap work = Disposables.swap();
        call.setOnCancelHandler(work::dispose);
        work.update(answer.timeout(TIMEOUT)
                .subscribe(
                        value -> {
                            call.onNext(value);
                            call.onCompleted();
                        },
                        fault -> call.onError(status(fault))));
    }

    // What callers may know: that it may work later. The rest is for our log.
    private static StatusRuntimeException status(Throwable fault) {
        if (fault instanceof StatusRuntimeException status) {
            return status;
        }
        log.warn("A question about products could not be answered", fault);
        return Status.UNAVAILABLE.asRuntimeException();
    }
}
