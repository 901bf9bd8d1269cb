package dev.ares.gateway.routing;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;

import io.netty.channel.ConnectTimeoutException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import reactor.netty.channel.AbortedException;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquireTimeoutException;

import dev.ares.gateway.endpoint.AskedToWait;

/** Why an instance gave no answer. Whatever it did answer, it did. */
public enum Unanswered {
    /** It took no connection, and said so at once; nothing was sent. */
    REFUSED,

    /** There was no connection in time, for which one lost packet is enough, or those there were had been closed; nothing was sent. */
    UNREACHED,

    /** The connection broke before the first byte of an answer; what came of the request is not known. */
    LOST,

    /** Nothing came in time; what came of the request is not known. */
    LATE;

    /**
     * What a failed attempt says about the instance; empty where it says nothing about it. A connection that breaks while
     * a body is being sent is nobody's fault yet, nor is a time that is up: the caller may have stopped sending, or have
     * asked for an answer that takes long. And who waited for a connection of the gateway's own pool, and got none, has
     * asked nobody.
     */
    public static Optional<Unanswered> of(ServerWebExchange exchange, Throwable fault) {
        if (exchange.getResponse().isCommitted()
                || fault instanceof PoolAcquireTimeoutException
                || fault.getCause() instanceof PoolAcquireTimeoutException) {
            return Optional.empty();
        }
        if (fault instanceof ConnectTimeoutException || isOfClosedConnections(fault)) {
            return Optional.of(UNREACHED);
        }
        if (fault instanceof ConnectException
                || fault instanceof NoRouteToHostException
                || fault instanceof UnknownHostException) {
            return Optional.of(REFUSED);
        }
        if (fault instanceof ResponseStatusException answer
                && answer.getStatusCode().isSameCodeAs(HttpStatus.GATEWAY_TIMEOUT)) {
            boolean ofTheCaller = isStillSending(exchange) || AskedToWait.isOne(exchange.getRequest());
            return ofTheCaller ? Optional.empty() : Optional.of(LATE);
        }
        return isBroken(exchange, fault) && isSent(exchange) ? Optional.of(LOST) : Optional.empty();
    }

    /** Whether a connection broke, by whosever fault, before there was an answer. */
    static boolean isBroken(ServerWebExchange exchange, Throwable fault) {
        return !exchange.getResponse().isCommitted()
                && (fault instanceof IOException || fault instanceof AbortedException);
    }

    /**
     * Whether two connections of the pool, one after the other, were closed when their turn came, as those to a process that
     * was killed are. Reactor Netty has no type for it, and has sent nothing.
     */
    public static boolean isOfClosedConnections(Throwable fault) {
        return fault.getClass() == IOException.class
                && String.valueOf(fault.getMessage()).startsWith("Error while acquiring from ");
    }

    /** Whether nothing was sent, so that anybody else can be asked. */
    boolean isUnsent() {
        return this == REFUSED || this == UNREACHED;
    }

    /** Whether all of the request has come from its caller, so that what takes long is not the caller's sending. */
    public static boolean isSent(ServerWebExchange exchange) {
        return !hasBody(exchange) || BodyRead.isComplete(exchange);
    }

    /** Whether the request's body has begun to come, and has not come to its end. */
    public static boolean isStillSending(ServerWebExchange exchange) {
        return BodyRead.isBegun(exchange) && !BodyRead.isComplete(exchange);
    }

    /** For labels of metrics and for log lines. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static boolean hasBody(ServerWebExchange exchange) {
        HttpHeaders headers = exchange.getRequest().getHeaders();
        return headers.getContentLength() > 0 || headers.containsHeader(HttpHeaders.TRANSFER_ENCODING);
    }
}
