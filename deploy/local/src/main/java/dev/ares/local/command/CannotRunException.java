package dev.ares.local.command;

/** A command that cannot run as things are; the message is one or more sentences for the user. */
final class CannotRunException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CannotRunException(String message) {
        super(message);
    }
}
