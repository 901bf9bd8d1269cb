package dev.ares.local.load;

/**
 * A second or so of a load run.
 *
 * @param end seconds since the begin of the run
 * @param answered in this time; may be orders that were sent before
 * @param failed in this time: no answer, or another than 2xx
 * @param median milliseconds since the order was due, of those that ended in this time; 0 when there was none
 * @param p99 the same
 */
public record Interval(double end, long sent, long answered, long failed, double median, double p99) {}
