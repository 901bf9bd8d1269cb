package dev.ares.local.client;

import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpTimeoutException;

/** The shop could not be reached, or did not answer in time; whether it did what it was asked for is not known. */
public final class NoAnswerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NoAnswerException(URI gateway, Throwable failure) {
        super("The shop at " + gateway + " does not answer: " + reason(failure), failure);
    }

    private static String reason(Throwable failure) {
        if (failure instanceof ConnectException) {
            return "nothing listens there";
        }
        if (failure instanceof HttpTimeoutException) {
            return "it takes too long";
        }
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }
}
