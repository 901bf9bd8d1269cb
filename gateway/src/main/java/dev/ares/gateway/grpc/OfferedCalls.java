package dev.ares.gateway.grpc;

import java.util.List;

import dev.ares.contracts.inventory.v1.CatalogueGrpc;
import dev.ares.contracts.inventory.v1.QuoteRequest;
import dev.ares.contracts.inventory.v1.QuoteResponse;

/**
 * The gRPC methods that callers outside may use, each described in {@code ares/openapi/gateway.yaml}. In code and not in the
 * live settings: nothing that is pushed opens what is inside.
 */
final class OfferedCalls {

    /** What the products of a basket cost now, in one question. */
    static final OfferedCall<QuoteRequest, QuoteResponse> QUOTES =
            new OfferedCall<>("quotes", "/api/quotes", "inventory-service", CatalogueGrpc.getQuoteMethod());

    static final List<OfferedCall<?, ?>> ALL = List.of(QUOTES);

    private OfferedCalls() {}
}
