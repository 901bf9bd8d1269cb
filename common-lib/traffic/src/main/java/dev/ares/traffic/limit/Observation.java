package dev.ares.traffic.limit;

/**
 * What a phase is judged by.
 *
 * @param now in nanoseconds, of a clock that never goes back
 * @param latencies of the last two seconds, of requests that were admitted in this phase, under this limit
 * @param inFlight admitted and not answered
 * @param waiting admitted beside them, since they wait on purpose
 * @param reached whether somebody met the limit since the last observation
 */
record Observation(long now, Latencies latencies, int inFlight, int waiting, boolean reached) {}
