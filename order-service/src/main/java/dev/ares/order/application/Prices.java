package dev.ares.order.application;

import java.util.List;
import java.util.Map;

import reactor.core.publisher.Mono;

import dev.ares.order.domain.Money;

/** Port: what things cost. */
public interface Prices {

    /**
     * The price of each SKU that is sold; others are left out. May be a few seconds old.
     *
     * @return {@link Unavailable} when nobody can tell at the moment
     */
    Mono<Map<String, Money>> of(List<String> skus);

    /** Prices cannot be had: the request may be sent again a little later. */
    final class Unavailable extends RuntimeException {

        private static final long serialVersionUID = 1;

        public Unavailable(Throwable cause) {
            super("prices are not to be had", cause);
        }
    }
}
