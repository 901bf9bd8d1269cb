package dev.ares.gateway.routing;

import org.springframework.web.server.ServerWebExchange;

import dev.ares.traffic.limit.Permit;

/**
 * Since when the whole of a request is there. What it took to come is its caller's affair, and nothing to judge a service
 * by. Moments are those of {@link System#nanoTime()}.
 */
public final class BodyRead {

    private static final String AT = BodyRead.class.getName();

    private static final String BEGUN = BodyRead.class.getName() + ".begun";

    private static final String GIVEN_UP = BodyRead.class.getName() + ".givenUp";

    private static final String PLACE = BodyRead.class.getName() + ".place";

    private BodyRead() {}

    /** Until all of its body has come the request takes no place: how many bodies may be on their way is limited by itself. */
    public static void takesPlaceWhenRead(ServerWebExchange exchange, Permit place) {
        exchange.getAttributes().put(PLACE, place);
    }

    /** An instance takes it. */
    public static void begun(ServerWebExchange exchange) {
        exchange.getAttributes().put(BEGUN, true);
        Permit place = exchange.getAttribute(PLACE);
        if (place != null && Unanswered.hasBody(exchange)) {
            place.sending();
        }
    }

    static boolean isBegun(ServerWebExchange exchange) {
        return exchange.getAttribute(BEGUN) != null;
    }

    static void now(ServerWebExchange exchange) {
        exchange.getAttributes().put(AT, System.nanoTime());
        Permit place = exchange.getAttribute(PLACE);
        if (place != null) {
            place.sent();
        }
    }

    /** Whether there was a body and all of it has come. */
    static boolean isComplete(ServerWebExchange exchange) {
        return exchange.getAttribute(AT) != null;
    }

    static void givenUp(ServerWebExchange exchange) {
        exchange.getAttributes().put(GIVEN_UP, true);
    }

    /** Whether we answer before all of the body has come, since it took too long or too many did. */
    public static boolean isGivenUp(ServerWebExchange exchange) {
        return exchange.getAttribute(GIVEN_UP) != null;
    }

    /** When the body had been read, or this moment, whichever is later; this moment where there is no body. */
    public static long orLater(ServerWebExchange exchange, long moment) {
        Long read = exchange.getAttribute(AT);
        return read != null && read - moment > 0 ? read : moment;
    }
}
