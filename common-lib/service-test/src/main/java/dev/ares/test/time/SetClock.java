package dev.ares.test.time;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Stands still until it is moved, in UTC. May be read by other threads than the one that moves it. */
public final class SetClock extends Clock {

    private volatile Instant now;

    /** Begins at the same moment in every test. */
    public SetClock() {
        this(Instant.parse("2026-01-01T00:00:00Z"));
    }

    public SetClock(Instant begin) {
        now = begin;
    }

    /** Moves by this, back where it is negative. For one thread at a time. */
    @SuppressWarnings("NonAtomicVolatileUpdate")
    public void advance(Duration time) {
        now = now.plus(time);
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
