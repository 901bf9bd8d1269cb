package dev.ares.gateway.balancing;

import org.jspecify.annotations.Nullable;
import org.springframework.cloud.client.loadbalancer.RequestData;

import dev.ares.gateway.canary.Visitor;

/** What requests have in common that go to the same instance. */
enum HashBy {
    /** The user; the address of those who have no token. */
    USER,
    /** The address, as far as it can be believed. */
    ADDRESS,
    /** The path, without what is asked for after the question mark. */
    PATH;

    /** Empty where nothing is known. */
    String key(@Nullable RequestData asked) {
        if (asked == null) {
            return "";
        }
        if (this == PATH) {
            return asked.getUrl().getPath();
        }
        return Visitor.of(asked.getAttributes())
                .map(visitor -> this == USER ? visitor.userOrAddress() : visitor.address())
                .orElse("");
    }
}
