package dev.ares.user.loyalty;

import java.util.UUID;

/** One change of a points account, caused by an order. Points are positive; the kind tells the direction. */
record LedgerEntry(UUID userId, Kind kind, long points, UUID orderId) {

    enum Kind {
        AWARDED,
        HELD,
        RETURNED,
        SPENT
    }
}
