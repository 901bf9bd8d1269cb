package dev.ares.user.loyalty;

/** The answer to the wish to hold points for an order. */
sealed interface HoldOutcome {

    record Held() implements HoldOutcome {}

    record Refused(Reason reason) implements HoldOutcome {}

    /** The names are sent, and stable. */
    enum Reason {
        INSUFFICIENT_POINTS,

        /** The points were given back, perhaps before they were held: nothing is held for this order any more. */
        RETURNED
    }
}
