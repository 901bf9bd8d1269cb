package dev.ares.faults;

import java.io.IOException;

/** Stands for a fault of the infrastructure where a hop can only tell of one by failing. */
public final class InjectedFaultException extends IOException {

    private static final long serialVersionUID = 1;

    public InjectedFaultException(Hop hop, FaultKind kind) {
        super("injected: " + kind + " on " + hop);
    }
}
