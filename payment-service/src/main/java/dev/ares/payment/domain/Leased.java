package dev.ares.payment.domain;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/** Something to be worked on by one replica at a time. */
public interface Leased {

    UUID id();

    /** Until when whoever works on it holds it; from then on anyone may take it. Absent once nothing is left to do. */
    @Nullable
    Instant dueAt();

    /** Whether its row says that it may be sent; what does not say so is held anew before it is. */
    default boolean isClaimed() {
        return true;
    }
}
