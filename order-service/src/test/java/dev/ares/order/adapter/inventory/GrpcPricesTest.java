package dev.ares.order.adapter.inventory;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.ares.cache.CacheSettings;
import dev.ares.cache.Caches;
import dev.ares.contracts.inventory.v1.CatalogueGrpc;
import dev.ares.contracts.inventory.v1.Quote;
import dev.ares.contracts.inventory.v1.QuoteRequest;
import dev.ares.contracts.inventory.v1.QuoteResponse;
import dev.ares.order.application.Prices;
import dev.ares.order.domain.Money;
import dev.ares.resilience.BreakerSettings;
import dev.ares.resilience.CallSettings;
import dev.ares.resilience.NotCalled;
import dev.ares.resilience.RemoteCall;
import dev.ares.resilience.RemoteCalls;
import dev.ares.resilience.RetrySettings;
import dev.ares.settings.LiveSettings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Quotes over a real connection, from an inventory that answers, refuses or says nothing. */
class GrpcPricesTest {

    private enum Mood {
        ANSWERS,
        REFUSES,
        SAYS_NOTHING
    }

    private static final Duration LONGEST = Duration.ofSeconds(20);

    /** What it does with the next calls; after them, it answers. */
    private final ConcurrentLinkedQueue<Mood> moods = new ConcurrentLinkedQueue<>();

    private final AtomicInteger asked = new AtomicInteger();
    private final Server inventory;
    private final ManagedChannel channel;

    GrpcPricesTest() throws IOException {
        inventory = NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
                .addService(new Catalogue())
                .build()
                .start();
        channel = ManagedChannelBuilder.forAddress("127.0.0.1", inventory.getPort())
                .usePlaintext()
                .build();
    }

    @AfterEach
    void stop() {
        channel.shutdownNow();
        inventory.shutdownNow();
    }

    @Test
    void aQuoteThatFailsIsAskedAgain() {
        moods.addAll(List.of(Mood.REFUSES, Mood.REFUSES));

        assertThat(of(prices(Duration.ofSeconds(10), 20))).containsEntry("mug", new Money(1250, "EUR"));
        assertThat(asked).hasValue(3);
    }

    @Test
    void anInventoryThatSaysNothingIsNotWaitedForLongerThanTheTimeout() {
        moods.addAll(List.of(Mood.SAYS_NOTHING, Mood.SAYS_NOTHING, Mood.SAYS_NOTHING));

        assertThatThrownBy(() -> of(prices(Duration.ofMillis(50), 20))).isInstanceOf(Prices.Unavailable.class);
    }

    @Test
    void anInventoryInTroubleIsLeftAlone() {
        moods.addAll(List.of(Mood.REFUSES, Mood.REFUSES, Mood.REFUSES));
        Prices prices = prices(Duration.ofSeconds(10), 2);

        assertThatThrownBy(() -> of(prices)).isInstanceOf(Prices.Unavailable.class);
        assertThatThrownBy(() -> of(prices))
                .isInstanceOf(Prices.Unavailable.class)
                .hasCauseInstanceOf(NotCalled.class);
        assertThat(asked).hasValue(2);
    }

    @Test
    void aPriceIsRememberedAndThatThereIsNoneIsNot() {
        Prices prices = prices(Duration.ofSeconds(10), 20);

        of(prices);
        assertThat(of(prices)).containsEntry("mug", new Money(1250, "EUR"));
        assertThat(asked).hasValue(1);
        prices.of(List.of("mug", "pen")).block(LONGEST);
        assertThat(prices.of(List.of("pen")).block(LONGEST)).isEmpty();
        assertThat(asked).hasValue(3);
    }

    private Prices prices(Duration timeout, int minimumCalls) {
        var breaker =
                new BreakerSettings(0.5, Duration.ofSeconds(10), minimumCalls, Duration.ofMinutes(1), 5, Duration.ZERO);
        var retry = new RetrySettings(3, Duration.ofMillis(1), Duration.ofMillis(1), 0, 1);
        var settings = LiveSettings.fixed(new CallSettings(timeout, 10, breaker, retry));
        RemoteCall call =
                new RemoteCalls(new SimpleMeterRegistry()).to("inventory-service", settings, settingsOf -> settingsOf);
        var caches = new Caches(new SimpleMeterRegistry());
        var remembered = LiveSettings.fixed(CacheSettings.defaults().remembering(Duration.ofMinutes(1), Duration.ZERO));
        return new GrpcPrices(
                channel, call, quotes -> caches.local("prices", sku -> sku, quotes, remembered, same -> same));
    }

    private static Map<String, Money> of(Prices prices) {
        return prices.of(List.of("mug")).blockOptional(LONGEST).orElseThrow();
    }

    private final class Catalogue extends CatalogueGrpc.CatalogueImplBase {

        @Override
        public void quote(QuoteRequest request, StreamObserver<QuoteResponse> answer) {
            asked.incrementAndGet();
            Mood mood = moods.poll();
            if (mood == Mood.SAYS_NOTHING) {
                return;
            }
            if (mood == Mood.REFUSES) {
                answer.onError(Status.UNAVAILABLE.asRuntimeException());
                return;
            }
            var price = dev.ares.contracts.money.v1.Money.newBuilder()
                    .setAmount(1250)
                    .setCurrency("EUR");
            answer.onNext(QuoteResponse.newBuilder()
                    .addQuotes(Quote.newBuilder().setSku("mug").setUnitPrice(price))
                    .build());
            answer.onCompleted();
        }
    }
}
