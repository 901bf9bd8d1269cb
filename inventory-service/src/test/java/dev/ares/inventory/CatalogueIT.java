package dev.ares.inventory;

import java.time.Clock;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import org.assertj.core.api.ThrowingConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.grpc.server.lifecycle.GrpcServerLifecycle;

import dev.ares.contracts.inventory.v1.AvailabilityRequest;
import dev.ares.contracts.inventory.v1.Available;
import dev.ares.contracts.inventory.v1.CatalogueGrpc;
import dev.ares.contracts.inventory.v1.CatalogueGrpc.CatalogueBlockingStub;
import dev.ares.contracts.inventory.v1.Quote;
import dev.ares.contracts.inventory.v1.QuoteRequest;
import dev.ares.contracts.money.v1.Money;
import dev.ares.inventory.application.Catalogue;
import dev.ares.inventory.domain.Sku;
import dev.ares.test.grpc.GrpcConnection;
import dev.ares.web.ServiceTokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Questions over gRPC. */
class CatalogueIT extends RunningService {

    @Autowired
    private GrpcServerLifecycle server;

    @Autowired
    private ServiceTokens tokens;

    @Autowired
    private Catalogue cached;

    private GrpcConnection connection;

    @BeforeEach
    void connect() {
        connection = GrpcConnection.to(server.getPort());
    }

    @AfterEach
    void disconnect() {
        connection.close();
    }

    @Test
    void quotesWhatItKnows() {
        addProduct("quoted", 3);

        List<Quote> quotes = catalogue(tokens.issue())
                .quote(QuoteRequest.newBuilder()
                        .addAllSkus(List.of("quoted", "quoted", "unknown", "not a sku"))
                        .build())
                .getQuotesList();

        assertThat(quotes)
                .containsExactly(Quote.newBuilder()
                        .setSku("quoted")
                        .setName("A quoted")
                        .setUnitPrice(Money.newBuilder().setAmount(1999).setCurrency("EUR"))
                        .build());
    }

    @Test
    void quotesAProductAsSoonAsItIsAdded() {
        QuoteRequest question =
                QuoteRequest.newBuilder().addSkus("asked-before").build();
        assertThat(catalogue(tokens.issue()).quote(question).getQuotesList()).isEmpty();

        addProduct("asked-before", 3);

        assertThat(catalogue(tokens.issue()).quote(question).getQuotesList()).hasSize(1);
    }

    @Test
    void quotesAreCachedUntilTheProductChanges() {
        addProduct("dearer", 3);
        QuoteRequest question = QuoteRequest.newBuilder().addSkus("dearer").build();
        assertThat(amount(question)).isEqualTo(1999);
        database.sql("UPDATE product SET price_amount = 2999 WHERE sku = 'dearer'")
                .then()
                .block(PATIENCE);
        assertThat(amount(question)).isEqualTo(1999);

        cached.changed(new Sku("dearer")).block(PATIENCE);

        assertThat(amount(question)).isEqualTo(2999);
    }

    private long amount(QuoteRequest question) {
        return catalogue(tokens.issue())
                .quote(question)
                .getQuotes(0)
                .getUnitPrice()
                .getAmount();
    }

    @Test
    void tellsWhatIsAvailable() {
        addProduct("left-3", 3);
        addProduct("left-0", 0);

        List<Available> available = catalogue(tokens.issue())
                .availability(AvailabilityRequest.newBuilder()
                        .addAllSkus(List.of("left-3", "left-0", "unknown"))
                        .build())
                .getAvailableList();

        assertThat(available.stream().collect(Collectors.toMap(Available::getSku, Available::getAvailable)))
                .containsOnly(Map.entry("left-3", 3L), Map.entry("left-0", 0L));
    }

    @Test
    void answersNothingToNothing() {
        assertThat(catalogue(tokens.issue())
                        .quote(QuoteRequest.getDefaultInstance())
                        .getQuotesList())
                .isEmpty();
    }

    @Test
    void refusesTooMany() {
        QuoteRequest large = QuoteRequest.newBuilder()
                .addAllSkus(Collections.nCopies(1001, "mug"))
                .build();

        assertThatThrownBy(() -> catalogue(tokens.issue()).quote(large))
                .satisfies(hasCode(Status.Code.INVALID_ARGUMENT));
    }

    @Test
    void answersOurServicesOnly() {
        String stranger = new ServiceTokens(new byte[32], "order-service", Clock.systemUTC()).issue();

        for (String token : List.of("", stranger, ISSUER.token("a-user", "admin"))) {
            assertThatThrownBy(() -> catalogue(token).quote(QuoteRequest.getDefaultInstance()))
                    .satisfies(hasCode(Status.Code.UNAUTHENTICATED));
        }
    }

    private CatalogueBlockingStub catalogue(String token) {
        return connection.as(token, CatalogueGrpc::newBlockingStub);
    }

    private static ThrowingConsumer<Throwable> hasCode(Status.Code code) {
        return fault -> assertThat(((StatusRuntimeException) fault).getStatus().getCode())
                .isEqualTo(code);
    }
}
