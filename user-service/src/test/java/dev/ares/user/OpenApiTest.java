package dev.ares.user;

import org.junit.jupiter.api.Test;

import dev.ares.test.openapi.DescribedApi;

import static org.assertj.core.api.Assertions.assertThat;

/** What the gateway shows of this service's REST API. */
class OpenApiTest {

    @Test
    void eachCallIsDescribedAndNoOther() {
        assertThat(DescribedApi.described("ares/openapi/user-service.yaml"))
                .isNotEmpty()
                .isEqualTo(DescribedApi.served("dev.ares.user"));
    }
}
