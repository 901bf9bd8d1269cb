package dev.ares.local.load;

/**
 * When the next order is sent. Both kinds have a timetable; an order that leaves late, because those before it took long,
 * counts as having waited since it was due.
 */
public sealed interface Loop {

    /** Orders per second in all; 0 for as many as get answered. */
    double rate();

    /** Orders leave when they are due, however many are under way: as customers do, who know nothing of each other. */
    record Open(double rate) implements Loop {
        public Open {
            if (rate <= 0) {
                throw new IllegalArgumentException("rate: " + rate + " (expected: more than 0 in an open loop)");
            }
        }
    }

    /**
     * So many users, each of whom orders again only when the answer to the last order is there. With a rate of 0 they do so
     * at once; nothing is due then, and nothing can be late.
     */
    record Closed(int users, double rate) implements Loop {
        public Closed {
            if (users < 1 || rate < 0) {
                throw new IllegalArgumentException(
                        "users: " + users + ", rate: " + rate + " (expected: at least 1, and not below 0)");
            }
        }
    }
}
