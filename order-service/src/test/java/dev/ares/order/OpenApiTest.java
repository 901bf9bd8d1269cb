package dev.ares.order;

import org.junit.jupiter.api.Test;

import dev.ares.test.openapi.DescribedApi;

import static org.assertj.core.api.Assertions.assertThat;

/** What the gateway shows of this service's REST API. */
class OpenApiTest {

    @Test
    void eachCallIsDescribedAndNoOther() {
        assertThat(DescribedApi.described("ares/openapi/order-service.yaml"))
                .isNotEmpty()
                .isEqualTo(DescribedApi.served("dev.ares.order"));
    }

    /** It is the same in each. */
    @Test
    void whatAllServicesShareIsDescribedToo() {
        assertThat(DescribedApi.described("ares/openapi/shared.yaml"))
                .isEqualTo(DescribedApi.served("dev.ares.messaging", "dev.ares.faults"));
    }
}
