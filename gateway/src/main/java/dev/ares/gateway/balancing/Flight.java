package dev.ares.gateway.balancing;

import org.jspecify.annotations.Nullable;
import org.springframework.web.server.ServerWebExchange;

import dev.ares.traffic.balance.Member;

/** Where a request is: at one instance at a time, until its answer was passed on to the end or nobody waits for it. */
final class Flight {

    private static final String ATTRIBUTE = Flight.class.getName();

    private @Nullable Member at;
    private boolean over;

    static Flight begin(ServerWebExchange exchange) {
        Flight flight = new Flight();
        exchange.getAttributes().put(ATTRIBUTE, flight);
        return flight;
    }

    static @Nullable Flight of(ServerWebExchange exchange) {
        return exchange.getAttribute(ATTRIBUTE);
    }

    synchronized void to(Member next) {
        leave();
        if (!over) {
            next.begun();
            at = next;
        }
    }

    synchronized void end() {
        leave();
        over = true;
    }

    private void leave() {
        if (at != null) {
            at.ended();
            at = null;
        }
    }
}
