package dev.ares.inventory.domain;

import java.util.UUID;

/**
 * A command that no correct order sends: committing what is not reserved, releasing what is sold. It has no answer;
 * nothing of its batch is applied. An illegal argument, not an infrastructure fault: trying it again cannot help.
 */
public final class ReservationFault extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    ReservationFault(UUID orderId, String from, String to) {
        super("reservation of order %s: %s -> %s (expected: RESERVED)".formatted(orderId, from, to));
    }
}
