package dev.ares.check;

/** The shop could not be read, so that nothing is known about it. */
public final class CheckFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CheckFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
