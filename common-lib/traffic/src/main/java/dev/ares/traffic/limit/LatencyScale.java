package dev.ares.traffic.limit;

/**
 * Counts latencies in buckets whose width grows with them: eight to each power of two, so that a bucket's upper end is at
 * most an eighth above what is in it. From microseconds to an hour in 256 counters. (The layout of HdrHistogram with three
 * significant bits; without its locks and its resizing.)
 */
final class LatencyScale {

    static final int BUCKETS = 256;

    private static final int BITS = 3;
    private static final int PER_POWER = 1 << BITS;

    private LatencyScale() {}

    /** @param micros below 0 counts as 0, beyond the last bucket as in it */
    static int bucketOf(long micros) {
        long value = Math.max(0, micros);
        if (value < PER_POWER) {
            return (int) value;
        }
        int power = Long.SIZE - 1 - Long.numberOfLeadingZeros(value);
        long within = (value >>> (power - BITS)) - PER_POWER;
        return (int) Math.min(BUCKETS - 1L, (long) (power - BITS + 1) * PER_POWER + within);
    }

    /** The largest value, in microseconds, that counts in this bucket. */
    static long upperEnd(int bucket) {
        if (bucket < PER_POWER) {
            return bucket;
        }
        int power = bucket / PER_POWER - 1 + BITS;
        long within = bucket % PER_POWER;
        return ((PER_POWER + within + 1) << (power - BITS)) - 1;
    }
}
