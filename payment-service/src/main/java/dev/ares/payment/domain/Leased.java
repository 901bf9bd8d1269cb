package dev.ares.payment.domain;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/** Something to be worked on by one replica at a time. */
public interface Leased {

    /** What there is to be worked on. */
    enum Kind {
        PAYMENT,
        REFUND
    }

    Kind kind();

    UUID id();

    String orderId();

    /** Known for good: nothing is left to do. */
    default boolean isFinal() {
        return dueAt() == null;
    }

    /** Unknown for longer than patience lasts. */
    boolean isParked();

    /** How it ended, or where it stands, with the provider's own id if that is known: for people, and to compare. */
    String outcome();

    /** Why it ended so, or why the outcome is unknown. */
    String detail();

    /** Until when whoever works on it holds it; from then on anyone may take it. Absent once nothing is left to do. */
    @Nullable
    Instant dueAt();

    /** Whether its row says that it may be sent; what does not say so is held anew before it is. */
    default boolean isClaimed() {
        return true;
    }
}
