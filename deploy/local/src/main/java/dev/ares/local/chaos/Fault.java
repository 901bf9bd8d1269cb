package dev.ares.local.chaos;

import java.time.Duration;
import java.util.Locale;

/**
 * One thing that goes wrong.
 *
 * @param part whose process it happens to; for a switch the service and its hop, {@code order-service/outbox}
 * @param hold how long it stays dead, frozen or switched on before it comes back
 * @param rest how long its part has been itself again since the fault before, at least
 * @param dice seed of the dice by which a switch picks the calls that it spoils
 */
record Fault(Kind kind, String part, Duration hold, Duration rest, long dice) {

    /** One without rest and dice. */
    Fault(Kind kind, String part, Duration hold) {
        this(kind, part, hold, Duration.ZERO, 0);
    }

    /** What happens. */
    enum Kind {
        /** SIGKILL: no shutdown hook runs; started again after the hold. */
        KILL,
        /** SIGSTOP, and SIGCONT after the hold: it wakes up in the belief that no time has passed. */
        FREEZE,
        /** Asked to end, as in a roll-out, and started again at once. */
        RESTART,
        /** The calls of a hop take longer. */
        DELAY,
        /** The calls of a hop fail. */
        ERROR,
        /** The calls of a hop are not made, or their answer gets lost. */
        DROP,
        /** The calls of a hop happen twice. */
        DUPLICATE,
        /** The calls of a hop overtake each other. */
        REORDER,
        /** Not of the plan: it ended by itself, for whatever happened to others, and is started again. */
        COLLAPSE;

        /** Whether a process has to start before it is over. */
        boolean startsAgain() {
            return this == KILL || this == RESTART || this == COLLAPSE;
        }

        /** Whether it is a switch inside a service that is flipped. */
        boolean isSwitch() {
            return switch (this) {
                case DELAY, ERROR, DROP, DUPLICATE, REORDER -> true;
                case KILL, FREEZE, RESTART, COLLAPSE -> false;
            };
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What happens one after the other: the faults of one service's processes, and the switches of its hops. */
    String lane() {
        return kind.isSwitch() ? service() + "/" : service();
    }

    /** The service whose process or hop it is. */
    String service() {
        return service(part);
    }

    /** The service that a process or a hop belongs to: replicas differ in a number at the end. */
    static String service(String part) {
        return part.replaceFirst("/.*$", "").replaceFirst("-\\d+$", "");
    }

    /** The same fault, over by then. */
    Fault within(Duration left) {
        return hold.compareTo(left) > 0 ? new Fault(kind, part, left, rest, dice) : this;
    }

    @Override
    public String toString() {
        return kind + " " + part;
    }
}
