package dev.ares.inventory.adapter.grpc;

import java.time.Duration;
import java.util.List;

import io.grpc.stub.StreamObserver;
import reactor.core.publisher.Mono;

import dev.ares.contracts.inventory.v1.AvailabilityRequest;
import dev.ares.contracts.inventory.v1.AvailabilityResponse;
import dev.ares.contracts.inventory.v1.Available;
import dev.ares.contracts.inventory.v1.CatalogueGrpc;
import dev.ares.contracts.inventory.v1.Quote;
import dev.ares.contracts.inventory.v1.QuoteRequest;
import dev.ares.contracts.inventory.v1.QuoteResponse;
import dev.ares.contracts.money.v1.Money;
import dev.ares.inventory.application.AvailabilityView;
import dev.ares.inventory.application.Catalogue;
import dev.ares.inventory.domain.Availability;
import dev.ares.inventory.domain.Product;
import dev.ares.inventory.domain.Sku;
import dev.ares.web.Problem;
import dev.ares.web.grpc.GrpcAnswers;

/**
 * Answers about products. At most {@link #MAX_SKUS} in one question; a malformed SKU is unknown, like any other that no
 * product has.
 */
public final class CatalogueService extends CatalogueGrpc.CatalogueImplBase {

    static final int MAX_SKUS = 1000;

    /** The caller's deadline is shorter; this one is for callers that set none. */
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    private final Catalogue catalogue;
    private final AvailabilityView view;
    private final GrpcAnswers answers;

    public CatalogueService(Catalogue catalogue, AvailabilityView view, GrpcAnswers answers) {
        this.catalogue = catalogue;
        this.view = view;
        this.answers = answers;
    }

    @Override
    public void quote(QuoteRequest request, StreamObserver<QuoteResponse> observer) {
        Mono<QuoteResponse> answer = skus(request.getSkusList())
                .flatMap(catalogue::of)
                .map(products -> QuoteResponse.newBuilder()
                        .addAllQuotes(
                                products.stream().map(CatalogueService::quote).toList())
                        .build());
        answers.send(answer.timeout(TIMEOUT), observer);
    }

    @Override
    public void availability(AvailabilityRequest request, StreamObserver<AvailabilityResponse> observer) {
        Mono<AvailabilityResponse> answer = skus(request.getSkusList())
                .flatMap(view::of)
                .map(found -> AvailabilityResponse.newBuilder()
                        .addAllAvailable(
                                found.stream().map(CatalogueService::available).toList())
                        .build());
        answers.send(answer.timeout(TIMEOUT), observer);
    }

    private static Mono<List<Sku>> skus(List<String> asked) {
        if (asked.size() > MAX_SKUS) {
            return Mono.error(Problem.badRequest("skus", "at most " + MAX_SKUS));
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
}
