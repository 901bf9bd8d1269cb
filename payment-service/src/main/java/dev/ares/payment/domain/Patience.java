package dev.ares.payment.domain;

import java.time.Duration;
import java.time.Instant;

/**
 * How often an unknown outcome is asked about.
 *
 * @param firstPause pause after the first attempt; doubles with each
 * @param longestPause where doubling ends
 * @param parkAfter age at which a payment of unknown outcome is parked
 * @param parkedPause pause between attempts once it is parked
 */
public record Patience(Duration firstPause, Duration longestPause, Duration parkAfter, Duration parkedPause) {

    Instant next(int attempts, Instant now) {
        Duration pause = firstPause.multipliedBy(1L << Math.min(attempts, 16));
        return now.plus(pause.compareTo(longestPause) > 0 ? longestPause : pause);
    }

    /**
     * What is due later than this was never put off so far: the clock that said when has been set back since. Twice the
     * longest pause or lease, for the clocks of replicas differ a little.
     *
     * @param parked whether it is parked, and asked after at longer intervals
     * @param lease for how long it is held at most
     */
    public Instant farthest(boolean parked, Instant now, Duration lease) {
        Duration pause = parked ? parkedPause : longestPause;
        return now.plus((pause.compareTo(lease) > 0 ? pause : lease).multipliedBy(2));
    }

    boolean isOver(Instant createdAt, Instant now) {
        return !createdAt.plus(parkAfter).isAfter(now);
    }
}
