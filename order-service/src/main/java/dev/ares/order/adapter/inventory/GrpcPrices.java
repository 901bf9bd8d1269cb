package dev.ares.order.adapter.inventory;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

import com.google.common.util.concurrent.FutureCallback;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.MoreExecutors;
import io.grpc.Channel;
import io.grpc.StatusRuntimeException;
import reactor.core.publisher.Mono;

import dev.ares.cache.Loader;
import dev.ares.cache.TwoLevelCache;
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
 * Quotes from inventory-service, cached: requests that want a price at the same time share one call. That nobody sells a SKU
 * is not remembered, so that a new product can be ordered at once. Asking changes nothing, so a failed call is repeated.
 */
public final class GrpcPrices implements Prices {

    private final CatalogueFutureStub catalogue;
    private final RemoteCall inventory;
    private final TwoLevelCache<String, Money> cache;

    /** @param cache over what it loads from */
    public GrpcPrices(
            Channel channel,
            RemoteCall inventory,
            Function<Loader<String, Money>, TwoLevelCache<String, Money>> cache) {
        this.catalogue = CatalogueGrpc.newFutureStub(channel);
        this.inventory = inventory;
        this.cache = cache.apply(this::ask);
    }

    @Override
    public Mono<Map<String, Money>> of(List<String> skus) {
        // Outside the cache, which has a time-out of its own.
        return cache.getAll(skus).onErrorMap(GrpcPrices::isFaultOfTheCall, Unavailable::new);
    }

    private Mono<Map<String, Money>> ask(Set<String> skus) {
        QuoteRequest request = QuoteRequest.newBuilder().addAllSkus(skus).build();
        return inventory.ask(call(request)).map(GrpcPrices::prices);
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
