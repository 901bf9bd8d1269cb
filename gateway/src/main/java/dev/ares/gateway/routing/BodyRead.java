package dev.ares.gateway.routing;

import org.springframework.web.server.ServerWebExchange;

/**
 * Since when the whole of a request is there. What it took to come is its caller's affair, and nothing to judge a service
 * by. Moments are those of {@link System#nanoTime()}.
 */
public final class BodyRead {

    private static final String AT = BodyRead.class.getName();

    private static final String BEGUN = BodyRead.class.getName() + ".begun";

    private static final String GIVEN_UP = BodyRead.class.getName() + ".givenUp";

    private static final String WATCHER = BodyRead.class.getName() + ".watcher";

    private BodyRead() {}

    /** Who wants to know when a body that is limited in number begins to come, and when all of it is there. */
    public interface Watcher {

        /** Once for each instance that is tried. */
        void sending();

        /** All of it is there. Not called for a body that does not come to its end. */
        void sent();
    }

    /** One for each request. */
    public static void watch(ServerWebExchange exchange, Watcher watcher) {
        exchange.getAttributes().put(WATCHER, watcher);
    }

    /** An instance takes it. */
    public static void begun(ServerWebExchange exchange) {
        exchange.getAttributes().put(BEGUN, true);
        Watcher watcher = exchange.getAttribute(WATCHER);
        // Of requests without a body nobody limits how many are on their way.
        if (watcher != null && Unanswered.hasBody(exchange)) {
            watcher.sending();
        }
    }

    static boolean isBegun(ServerWebExchange exchange) {
        return exchange.getAttribute(BEGUN) != null;
    }

    static void now(ServerWebExchange exchange) {
        exchange.getAttributes().put(AT, System.nanoTime());
        Watcher watcher = exchange.getAttribute(WATCHER);
        if (watcher != null) {
            watcher.sent();
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
