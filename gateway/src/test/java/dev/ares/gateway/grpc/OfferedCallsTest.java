package dev.ares.gateway.grpc;

import org.junit.jupiter.api.Test;

import dev.ares.contracts.inventory.v1.CatalogueGrpc;
import dev.ares.test.openapi.DescribedApi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class OfferedCallsTest {

    @Test
    void whatIsOfferedIsDescribedAndNothingElse() {
        assertThat(DescribedApi.described("ares/openapi/gateway.yaml"))
                .containsExactlyInAnyOrderElementsOf(OfferedCalls.ALL.stream()
                        .map(call -> "POST " + call.path())
                        .toList());
    }

    @Test
    void nothingIsOfferedBesideTheApi() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new OfferedCall<>(
                        "inside", "/internal/availability", "inventory-service", CatalogueGrpc.getAvailabilityMethod()))
                .withMessage("path: /internal/availability (expected: below /api/)");
    }
}
