package dev.ares.payment.domain;

/** A payment was told something that contradicts what it knows. A bug, or money in the wrong place: for people. */
public final class IllegalTransition extends RuntimeException {

    private static final long serialVersionUID = 1L;

    IllegalTransition(String message) {
        super(message);
    }
}
