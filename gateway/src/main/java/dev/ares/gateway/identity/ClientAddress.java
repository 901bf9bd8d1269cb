package dev.ares.gateway.identity;

import org.jspecify.annotations.Nullable;
import org.springframework.web.server.ServerWebExchange;

/** From where a request comes, as far as that can be believed; services learn it by {@link #HEADER}. */
public final class ClientAddress {

    /** The gateway's own: a caller's ends here. */
    public static final String HEADER = "X-Ares-Client-Address";

    /** Beside it for who believes nobody but us: a service token. A caller's ends here too. */
    public static final String PROOF = "X-Ares-Service-Token";

    private static final String ATTRIBUTE = ClientAddress.class.getName();

    private ClientAddress() {}

    /** For whoever works on the request later. */
    public static void found(ServerWebExchange exchange, String address) {
        exchange.getAttributes().put(ATTRIBUTE, address);
    }

    /** Null before it was found. */
    public static @Nullable String of(ServerWebExchange exchange) {
        return exchange.getAttribute(ATTRIBUTE);
    }
}
