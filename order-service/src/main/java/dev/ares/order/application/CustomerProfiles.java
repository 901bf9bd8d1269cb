package dev.ares.order.application;

import java.util.Optional;

import reactor.core.publisher.Mono;

/** Port: what is known of a customer. A convenience: an order is as good without it. */
public interface CustomerProfiles {

    /** Where the receipt goes. Empty when it cannot be had within a small bound; never an error. */
    Mono<Optional<String>> email(String userId);
}
