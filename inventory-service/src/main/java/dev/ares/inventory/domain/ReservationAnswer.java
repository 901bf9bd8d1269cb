package dev.ares.inventory.domain;

import java.util.List;
import java.util.UUID;

/** What the order is told. Refusals are definite. */
public sealed interface ReservationAnswer {

    UUID orderId();

    record Reserved(UUID orderId) implements ReservationAnswer {}

    /** Nothing is reserved for the order, now or later. */
    record Refused(UUID orderId, Refusal reason, List<Sku> shortOf) implements ReservationAnswer {}

    record Released(UUID orderId) implements ReservationAnswer {}

    record Committed(UUID orderId) implements ReservationAnswer {}

    /** What the refund brings back is in stock again. */
    record Returned(UUID orderId, UUID refundId) implements ReservationAnswer {}
}
