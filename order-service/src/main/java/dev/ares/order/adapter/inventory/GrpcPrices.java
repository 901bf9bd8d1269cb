package dev.ares.order.adapter.inventory;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.google.common.util.concurrent.FutureCallback;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.MoreExecutors;
import io.grpc.Channel;
import io.grpc.StatusRuntimeException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import dev.ares.contracts.inventory.v1.CatalogueGrpc;
import dev.ares.contracts.inventory.v1.CatalogueGrpc.CatalogueFutureStub;
import dev.ares.contracts.inventory.v1.Quote;
import dev.ares.contracts.inventory.v1.QuoteRequest;
import dev.ares.contracts.inventory.v1.QuoteResponse;
import dev.ares.order.application.Prices;
import dev.ares.order.domain.Money;
import dev.ares.resilience.NotCalled;
import dev.ares.resilience.RemoteCall;

/**
 * Quotes from inventory-service. A price is remembered for a few seconds; that nobody sells a SKU is not, so that a new
 * product can be ordered at once. Requests that want a price at the same time share one call. Asking changes nothing, so
 * a failed call is repeated.
 */
public final class GrpcPrices implements Prices {

    private static final int MOST_REMEMBERED = 10_000;

    private final CatalogueFutureStub catalogue;
    private final AsyncCache<String, Money> remembered;
    private final RemoteCall inventory;

    /** @param remembered how long a price may be used again without asking */
    public GrpcPrices(Channel channel, Duration remembered, RemoteCall inventory) {
        this.catalogue = CatalogueGrpc.newFutureStub(channel);
        this.remembered = Caffeine.newBuilder()
                .maximumSize(MOST_REMEMBERED)
                .expireAfterWrite(remembered)
                .buildAsync();
        this.inventory = inventory;
    }

    @Override
    public Mono<Map<String, Money>> of(List<String> skus) {
        // The call that others may share is part of the trace of the request that made it.
        return Mono.deferContextual(request -> Mono.fromFuture(
                        () -> remembered
                                .getAll(skus, (missing, unused) -> ask(missing)
                                        .contextWrite(request)
                                        .toFuture())
                                .handle(Answer::new),
                        true)
                .flatMap(Answer::mono));
    }

    /** A failure that nobody waits for any more is not worth a word: as a value it is dropped in silence. */
    private record Answer(
            @Nullable Map<String, Money> prices, @Nullable Throwable failure) {

        Mono<Map<String, Money>> mono() {
            return failure == null ? Mono.justOrEmpty(prices) : Mono.error(cause(failure));
        }

        private static Throwable cause(Throwable failure) {
            return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        }
    }

    private Mono<Map<String, Money>> ask(Set<? extends String> skus) {
        QuoteRequest request =
                QuoteRequest.newBuilder().addAllSkus(List.copyOf(skus)).build();
        return inventory
                .ask(call(request))
                .map(GrpcPrices::prices)
                .onErrorMap(GrpcPrices::isFaultOfTheCall, Unavailable::new);
    }

    private static boolean isFaultOfTheCall(Throwable fault) {
        return fault instanceof StatusRuntimeException
                || fault instanceof NotCalled
                || fault instanceof TimeoutException;
    }

    private Mono<QuoteResponse> call(QuoteRequest request) {
        return Mono.create(sink -> {
            ListenableFuture<QuoteResponse> answer = catalogue
                    .withDeadlineAfter(inventory.timeout().toMillis(), TimeUnit.MILLISECONDS)
                    .quote(request);
            sink.onCancel(() -> answer.cancel(true));
            Futures.addCallback(
                    answer,
                    new FutureCallback<QuoteResponse>() {
                        @Override
                        public void onSuccess(QuoteResponse response) {
                            sink.success(response);
                        }

                        @Override
                        public void onFailure(Throwable failure) {
                            sink.error(failure);
                        }
                    },
                    MoreExecutors.directExecutor());
        });
    }

    private static Map<String, Money> prices(QuoteResponse response) {
        Map<String, Money> prices = new HashMap<>();
        for (Quote quote : response.getQuotesList()) {
            prices.put(
                    quote.getSku(),
                    new Money(
                            quote.getUnitPrice().getAmount(),
                            quote.getUnitPrice().getCurrency()));
        }
        return prices;
    }
}
