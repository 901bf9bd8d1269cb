package dev.ares.cache;

/**
 * What is known of the way on which invalidations come.
 *
 * @param epoch grows with each connection; {@link #NEVER} while there is none
 * @param confirmedAt a moment, by {@link System#nanoTime}: all that was invalidated before it, and after this epoch began,
 *     has been heard
 */
public record Hearing(long epoch, long confirmedAt) {

    /** The epoch in which nothing is heard. */
    public static final long NEVER = 0;

    /** Nothing is heard. */
    public static final Hearing NOTHING = new Hearing(NEVER, 0);
}
