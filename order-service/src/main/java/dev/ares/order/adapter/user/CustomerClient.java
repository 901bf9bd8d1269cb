package dev.ares.order.adapter.user;

import feign.Request;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.openfeign.FeignClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** user-service's view of a customer for other services. Blocks. */
@FeignClient(name = "user-service", configuration = CustomerClientConfiguration.class)
public interface CustomerClient {

    /** What we read of the answer. */
    record Customer(@Nullable String email) {}

    /** @param options how long to wait for the connection and for the answer */
    @GetMapping("/internal/customers/{id}")
    Customer find(@PathVariable("id") String userId, Request.Options options);
}
