package dev.ares.resilience;

import java.util.concurrent.RejectedExecutionException;

/**
 * Nothing was sent: the circuit is open, or too many calls are under way. Says nothing about what was to be sent: whoever
 * tells faults of a message from those of the infrastructure takes it for the latter, by its superclass. Without a stack
 * trace, there may be many.
 */
public final class NotCalled extends RejectedExecutionException {

    private static final long serialVersionUID = 1;

    NotCalled(String name, String reason, Throwable cause) {
        super(name + ": not called: " + reason, cause);
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
