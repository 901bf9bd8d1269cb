package dev.ares.degradation;

import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Whether one thing that is needed is well. It turns unwell by so many failures in a row, of probes or of requests, with no answer in between; it turns
 * well by so many successes of probes in a row, and not before it was unwell for the dwell time. So it is never unwell for
 * longer than {@code max(dwell, successes * probe)} and a probe after the last failure, and never turns unwell twice within
 * the dwell time. For all threads.
 */
public final class VitalSign {

    private final String name;
    private final Supplier<DegradationSettings> settings;
    private final LongSupplier nanoTime;
    private final Runnable changed;

    private volatile int failures;
    private int successes;
    private long unwellSince;
    private volatile boolean unwell;

    /** @param changed is told after each change, outside of any lock */
    VitalSign(String name, Supplier<DegradationSettings> settings, LongSupplier nanoTime, Runnable changed) {
        this.name = name;
        this.settings = settings;
        this.nanoTime = nanoTime;
        this.changed = changed;
    }

    /** As it stands in metrics, log lines and headers. */
    public String name() {
        return name;
    }

    /** Begins well: what was not looked at yet is not given up. */
    public boolean isUnwell() {
        return unwell;
    }

    /** A request or a probe failed, or took too long. */
    public void failed() {
        if (turnsUnwell()) {
            changed.run();
        }
    }

    /** A probe succeeded in time. */
    public void succeeded() {
        if (turnsWell()) {
            changed.run();
        }
    }

    /** A request was answered in time: failures before it were no row. It is probes that find out whether all is well again. */
    public void answered() {
        if (failures != 0) {
            forget();
        }
    }

    private synchronized void forget() {
        failures = 0;
    }

    private synchronized boolean turnsUnwell() {
        successes = 0;
        failures = Math.min(failures + 1, Integer.MAX_VALUE - 1);
        if (unwell || failures < settings.get().failures()) {
            return false;
        }
        unwell = true;
        unwellSince = nanoTime.getAsLong();
        return true;
    }

    private synchronized boolean turnsWell() {
        failures = 0;
        successes = Math.min(successes + 1, Integer.MAX_VALUE - 1);
        DegradationSettings now = settings.get();
        if (!unwell
                || successes < now.successes()
                || nanoTime.getAsLong() - unwellSince < now.dwell().toNanos()) {
            return false;
        }
        unwell = false;
        return true;
    }
}
