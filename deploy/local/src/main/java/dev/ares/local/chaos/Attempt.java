package dev.ares.local.chaos;

/**
 * One sending of an order.
 *
 * @param key stays the same however often the order is sent
 * @param number from 0
 * @param begin {@link System#nanoTime} of the first
 * @param repeated the order had been accepted before
 */
record Attempt(Wish wish, String key, int number, long begin, boolean repeated) {

    static Attempt first(Wish wish, String key) {
        return new Attempt(wish, key, 0, System.nanoTime(), false);
    }

    Attempt next() {
        return new Attempt(wish, key, number + 1, begin, repeated);
    }

    Attempt repetition() {
        return new Attempt(wish, key, number + 1, begin, true);
    }
}
