package dev.ares.gateway.routing;

import java.util.concurrent.atomic.AtomicBoolean;

import dev.ares.gateway.identity.CountByAddress;

/** Counts the request bodies that have begun and not come to their end. Thread-safe. */
final class UnfinishedBodies {

    /** What there is for one more. */
    enum Room {
        ENOUGH,
        /** Its address has as many as it may. */
        NONE_FOR_ADDRESS,
        /** All have as many as they may; it was not counted. */
        NONE
    }

    private final CountByAddress unfinished = new CountByAddress();

    /** The body of one request; it counts from its beginning. */
    Body of(String address) {
        return new Body(address);
    }

    /** It counts once, from its beginning to its end. */
    final class Body {

        private final String address;
        private final AtomicBoolean counts = new AtomicBoolean();

        private Body(String address) {
            this.address = address;
        }

        Room begin(BodyAllowance allowance) {
            if (!counts.compareAndSet(false, true)) {
                return Room.ENOUGH;
            }
            CountByAddress.Count count = unfinished.enter(address);
            if (count.all() > allowance.most()) {
                end();
                return Room.NONE;
            }
            return count.ofAddress() > allowance.perAddress() ? Room.NONE_FOR_ADDRESS : Room.ENOUGH;
        }

        /** It is here, or never will be. */
        void end() {
            if (counts.compareAndSet(true, false)) {
                unfinished.leave(address);
            }
        }
    }
}
