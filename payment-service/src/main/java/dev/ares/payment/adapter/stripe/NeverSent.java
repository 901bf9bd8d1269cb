package dev.ares.payment.adapter.stripe;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Optional;

import com.stripe.exception.ApiConnectionException;
import org.jspecify.annotations.Nullable;

/**
 * No connection was made, so nothing was sent. Only told from the connection's failures while the JDK repeats no request
 * by itself: else one that was sent may be followed by another that could not be.
 */
final class NeverSent extends RuntimeException {

    private static final long serialVersionUID = 1;

    private NeverSent(ApiConnectionException cause) {
        super("not connected: " + cause.getCause(), cause);
    }

    /** Empty unless the failure of the request proves it. */
    static Optional<NeverSent> ifProvenBy(ApiConnectionException failure) {
        return isUnconnected(failure.getCause()) && repeatsNothing()
                ? Optional.of(new NeverSent(failure))
                : Optional.empty();
    }

    private static boolean isUnconnected(@Nullable Throwable cause) {
        return cause instanceof ConnectException
                || cause instanceof UnknownHostException
                || cause instanceof NoRouteToHostException
                || cause instanceof SocketTimeoutException && "Connect timed out".equalsIgnoreCase(cause.getMessage());
    }

    /** As {@code PaymentApplication} sets it before anything else. */
    private static boolean repeatsNothing() {
        return "false".equals(System.getProperty("sun.net.http.retryPost"));
    }
}
